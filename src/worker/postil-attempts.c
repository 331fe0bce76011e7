/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a worker that was taken over would try. The confined worker itself does it, so the self test sees the very walls that hostile bytes
 * would meet. */
#include "config.h"

#include "postil-attempts-private.h"

#include "postil-messages-private.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WANTED_MEMORY ((gsize) 600 * 1024 * 1024) /* bytes */
#define WANTED_TIME 15                            /* seconds */

static char *
report (gboolean happened, const char *deed)
{
  int reason = errno;

  if (happened)
    return g_strdup (deed);
  if (reason == EPERM || reason == EACCES || reason == ENOMEM || reason == ENOSYS)
    return g_strdup ("refused");
  return g_strdup_printf ("not refused: %s", g_strerror (reason));
}

static char *
try_open (void)
{
  int descriptor = open ("/etc/passwd", O_RDONLY | O_CLOEXEC);
  char *result = report (descriptor >= 0, "opened a file");

  if (descriptor >= 0)
    close (descriptor);
  return result;
}

static char *
try_create (void)
{
  char path[] = "/tmp/postil-self-test-XXXXXX";
  int descriptor = mkstemp (path);
  char *result;

  /* mkstemp() tries many names; the reason of the last is the reason of all. */
  result = report (descriptor >= 0, "made a file");
  if (descriptor >= 0)
    {
      unlink (path);
      close (descriptor);
    }
  return result;
}

static char *
try_socket (void)
{
  int descriptor = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  char *result = report (descriptor >= 0, "made a socket");

  if (descriptor >= 0)
    close (descriptor);
  return result;
}

/* Even with a descriptor at hand the call itself must fail; a pipe would say that it is no socket. */
static char *
try_connect (void)
{
  const struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons (9), .sin_addr = { htonl (INADDR_LOOPBACK) } };
  int descriptor = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  int result = connect (descriptor >= 0 ? descriptor : STDIN_FILENO, (const struct sockaddr *) &address, sizeof address);
  char *text = report (result == 0 || errno == ECONNREFUSED, "reached the network");

  if (descriptor >= 0)
    close (descriptor);
  return text;
}

/* The calls are made without the C library, whose own preparations could fail first. */
static char *
try_exec (void)
{
  char *const arguments[] = { (char *) "true", NULL };

  return report (execve ("/bin/true", arguments, NULL) == 0, "ran a program");
}

static char *
try_fork (void)
{
  long child = syscall (SYS_clone, SIGCHLD, 0, 0, 0, 0);

  if (child == 0)
    _exit (0);
  if (child > 0)
    waitpid ((pid_t) child, NULL, 0);
  return report (child >= 0, "made a process");
}

static char *
try_ptrace (void)
{
  return report (ptrace (PTRACE_TRACEME, 0, NULL, NULL) == 0, "could be traced");
}

static char *
try_memory (void)
{
  volatile char *memory = malloc (WANTED_MEMORY);
  char *result = report (memory != NULL, "got 600 MiB");

  free ((void *) memory);
  return result;
}

static char *
try_time (void)
{
  struct timespec start, now;
  volatile guint64 n = 0;

  clock_gettime (CLOCK_MONOTONIC, &start);
  do
    {
      for (guint i = 0; i < 1000000; i++)
        n = n + i;
      clock_gettime (CLOCK_MONOTONIC, &now);
  } while (now.tv_sec - start.tv_sec < WANTED_TIME);
  return g_strdup ("computed for 15 seconds");
}

/*
 * postil_attempts_make:
 * @attempt: which (PostilAttempt)
 *
 * Tries one forbidden thing.
 *
 * Returns: (transfer full): "refused" or what happened; the attempt on processor time does not return where it is refused
 */
char *
postil_attempts_make (guint32 attempt)
{
  char *(*const attempts[POSTIL_N_ATTEMPTS]) (void)
      = { try_open, try_create, try_connect, try_socket, try_exec, try_fork, try_ptrace, try_memory, try_time };

  return attempt < POSTIL_N_ATTEMPTS ? attempts[attempt]() : g_strdup ("unknown attempt");
}

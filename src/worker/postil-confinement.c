/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layers that shut the worker in: no descriptor but its pipes, limits on memory, processor time and files, no new privileges, and the two
 * of the kernel that have files of their own here. Each is tried; what holds is reported. Under the sanitizers, which need memory, files and
 * calls of their own, only the first and third are used, and the report says so. */
#include "config.h"

#include "postil-confinement-private.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#define FIRST_FREE 4 /* descriptors: 0 input, 1 and 2 nothing, 3 output */
#define MAX_DESCRIPTORS 16

/*
 * postil_confinement_keep_output:
 *
 * Moves the standard output to descriptor 3 and puts the null device in its place, so that nothing a library prints can get into the protocol.
 *
 * Returns: the descriptor for answers, or -1
 */
int
postil_confinement_keep_output (void)
{
  int output = dup2 (STDOUT_FILENO, FIRST_FREE - 1);
  int null = open ("/dev/null", O_RDWR | O_CLOEXEC);

  if (output < 0 || null < 0 || dup2 (null, STDOUT_FILENO) < 0)
    return -1;
  if (null != output)
    close (null);
  return output;
}

static gboolean
close_descriptors (void)
{
#ifdef SYS_close_range
  if (syscall (SYS_close_range, FIRST_FREE, ~0u, 0) == 0)
    return TRUE;
#endif
  for (int descriptor = FIRST_FREE; descriptor < 65536; descriptor++)
    if (close (descriptor) != 0 && errno != EBADF)
      return FALSE;
  return TRUE;
}

static gboolean
set_limit (int resource, rlim_t value)
{
  const struct rlimit limit = { value, value };

  return setrlimit (resource, &limit) == 0;
}

static gboolean
set_limits (void)
{
  gboolean held = set_limit (RLIMIT_CORE, 0) && set_limit (RLIMIT_NOFILE, MAX_DESCRIPTORS) && set_limit (RLIMIT_FSIZE, 0);

#ifdef POSTIL_SANITIZED
  held = FALSE;
#else
  held = set_limit (RLIMIT_AS, POSTIL_CONFINEMENT_MAX_MEMORY) && held;
#endif
  return held;
}

/*
 * postil_confinement_renew_cpu:
 * @seconds: how much processor time the next job may take
 *
 * Moves the limit on processor time ahead of what was used. The program outside watches the clock too; this one holds even when that one is
 * stopped.
 */
void
postil_confinement_renew_cpu (guint seconds)
{
#ifndef POSTIL_SANITIZED
  struct rusage used;
  struct rlimit limit = { 0, RLIM_INFINITY };

  if (getrusage (RUSAGE_SELF, &used) != 0)
    return;
  limit.rlim_cur = (rlim_t) used.ru_utime.tv_sec + used.ru_stime.tv_sec + 2 + seconds;
  setrlimit (RLIMIT_CPU, &limit);
#endif
}

/*
 * postil_confinement_apply:
 * @strict: whether a forbidden call kills, as tests want it, instead of failing
 *
 * Shuts the process in for good.
 *
 * Returns: the layers that hold
 */
PostilProtection
postil_confinement_apply (gboolean strict)
{
  PostilProtection held = POSTIL_PROTECTION_NONE;

  if (close_descriptors ())
    held |= POSTIL_PROTECTION_DESCRIPTORS;
  if (set_limits ())
    held |= POSTIL_PROTECTION_LIMITS;
  signal (SIGXFSZ, SIG_IGN);
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0)
    held |= POSTIL_PROTECTION_NO_NEW_PRIVS;
#ifndef POSTIL_SANITIZED
  prctl (PR_SET_DUMPABLE, 0);
  if (postil_confinement_restrict_files ())
    held |= POSTIL_PROTECTION_LANDLOCK;
  if (postil_confinement_restrict_calls (strict))
    held |= POSTIL_PROTECTION_SECCOMP;
#endif
  return held;
}

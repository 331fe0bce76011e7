/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One running worker program. Its pipes do not block: what it does not take waits in a buffer, what it says is taken as it comes, and memory grows
 * with what has arrived, never with what a length promises. */
#include "config.h"

#include "postil-worker-process-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#define PIPE_SIZE (1024 * 1024)
#define READ_SIZE (256 * 1024)

/* All a worker sees of the environment: nothing of the user's, only what steers libraries and checkers. */
static char **
make_environment (void)
{
  static const char *const kept[]
      = { "ASAN_OPTIONS",    "UBSAN_OPTIONS", "LSAN_OPTIONS",    "G_DEBUG",    "G_SLICE",
          "MALLOC_PERTURB_", "MALLOC_CHECK_", "LD_LIBRARY_PATH", "GCONV_PATH", "POSTIL_WORKER_STRICT" };
  char **environment = NULL;

  environment = g_environ_setenv (environment, "LC_ALL", "C.UTF-8", TRUE);
  environment = g_environ_setenv (environment, "TZ", "UTC", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      const char *value = g_getenv (kept[i]);

      if (value != NULL)
        environment = g_environ_setenv (environment, kept[i], value, TRUE);
    }
  return environment;
}

static void
prepare_pipe (int descriptor)
{
  g_unix_set_fd_nonblocking (descriptor, TRUE, NULL);
  fcntl (descriptor, F_SETPIPE_SZ, PIPE_SIZE);
}

/*
 * postil_worker_process_start:
 * @command: what to start
 * @error: of the domain of GSpawn
 *
 * Starts a worker; it greets when it is ready.
 *
 * Returns: (transfer full) (nullable): end it with postil_worker_process_kill()
 */
PostilWorkerProcess *
postil_worker_process_start (const PostilWorkerCommand *command, GError **error)
{
  const char *arguments[]
      = { command->program, "--lexicon", command->lexicon, command->require_sandbox ? "--require-sandbox" : NULL, NULL };
  g_auto (GStrv) environment = make_environment ();
  GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD;
  PostilWorkerProcess started = { 0 };

  if (g_strstr_len (g_getenv ("POSTIL_DEBUG") != NULL ? g_getenv ("POSTIL_DEBUG") : "", -1, "worker") == NULL)
    flags |= G_SPAWN_STDERR_TO_DEV_NULL;
  if (!g_spawn_async_with_pipes ("/", (char **) arguments, environment, flags, NULL, NULL, &started.pid, &started.to,
                                 &started.from, NULL, error))
    return NULL;
  prepare_pipe (started.to);
  prepare_pipe (started.from);
  started.out = g_byte_array_new ();
  started.in = g_byte_array_new ();
  return g_memdup2 (&started, sizeof started);
}

/*
 * postil_worker_process_kill:
 * @self: (transfer full): a process, running or not
 *
 * Ends a worker at once and frees everything.
 *
 * Returns: how it ended, as waitpid() tells it; what had happened to it before is not overwritten
 */
int
postil_worker_process_kill (PostilWorkerProcess *self)
{
  int status = 0;

  /* One that ended by itself is a zombie until it is waited for: the signal cannot reach another. */
  if (!self->ended || waitpid (self->pid, &status, WNOHANG) != self->pid)
    {
      kill (self->pid, SIGKILL);
      while (waitpid (self->pid, &status, 0) < 0 && errno == EINTR)
        ;
    }
  g_spawn_close_pid (self->pid);
  close (self->to);
  close (self->from);
  g_byte_array_unref (self->out);
  g_byte_array_unref (self->in);
  g_free (self);
  return status;
}

/* Queues a frame for a worker. */
void
postil_worker_process_send (PostilWorkerProcess *self, PostilWireType type, guint32 id, GByteArray *content)
{
  const PostilWireHead head = { .type = type, .id = id, .length = content->len };
  guint8 bytes[POSTIL_WIRE_HEAD];

  postil_wire_write_head (bytes, &head);
  if (self->out->len == 0 && content->len > 4 * READ_SIZE)
    {
      g_byte_array_unref (self->out);
      self->out = g_byte_array_sized_new (content->len + sizeof bytes);
    }
  g_byte_array_append (self->out, bytes, sizeof bytes);
  g_byte_array_append (self->out, content->data, content->len);
}

static void
write_some (PostilWorkerProcess *self)
{
  while (self->written < self->out->len)
    {
      gssize n = write (self->to, self->out->data + self->written, self->out->len - self->written);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0 && errno != EAGAIN)
        self->ended = TRUE;
      if (n <= 0)
        return;
      self->written += n;
    }
  /* One large request is no reason to keep the memory. */
  if (self->out->len > 4 * READ_SIZE)
    {
      g_byte_array_unref (self->out);
      self->out = g_byte_array_new ();
    }
  g_byte_array_set_size (self->out, 0);
  self->written = 0;
}

static void
read_some (PostilWorkerProcess *self)
{
  for (;;)
    {
      guint before = self->in->len;
      gssize n;

      /* One answer is understood before more than another is taken. */
      if (before > POSTIL_WIRE_MAX_REPLY + 2 * READ_SIZE)
        return;
      g_byte_array_set_size (self->in, before + READ_SIZE);
      n = read (self->from, self->in->data + before, READ_SIZE);
      g_byte_array_set_size (self->in, before + MAX (n, 0));
      if (n < 0 && errno == EINTR)
        continue;
      if (n == 0 || (n < 0 && errno != EAGAIN))
        self->ended = TRUE;
      if (n < READ_SIZE)
        return;
    }
}

static int
get_timeout (gint64 deadline)
{
  gint64 left;

  if (deadline == G_MAXINT64)
    return -1;
  left = deadline - g_get_monotonic_time ();
  return left <= 0 ? 0 : (int) MIN (left / 1000 + 1, 3600 * 1000);
}

/*
 * postil_worker_process_pump:
 * @self: (nullable): a process; without one only `wake` is waited for
 * @wake: a descriptor that becomes readable when there is news; it is emptied
 * @deadline: on the monotonic clock, µs, or G_MAXINT64
 *
 * Waits until something can be written or read, or there is news, or the deadline has come; writes and reads what can be.
 */
void
postil_worker_process_pump (PostilWorkerProcess *self, int wake, gint64 deadline)
{
  struct pollfd descriptors[3] = { { .fd = wake, .events = POLLIN }, { .fd = -1 }, { .fd = -1 } };
  guint64 count;

  if (self != NULL)
    {
      descriptors[1] = (struct pollfd){ .fd = self->from, .events = POLLIN };
      descriptors[2].fd = self->written < self->out->len ? self->to : -1;
      descriptors[2].events = POLLOUT;
    }
  if (poll (descriptors, G_N_ELEMENTS (descriptors), get_timeout (deadline)) <= 0)
    return;
  if (descriptors[0].revents != 0 && read (wake, &count, sizeof count) < 0 && errno != EAGAIN && errno != EINTR)
    g_warning ("the worker's wake-up cannot be read: %s", g_strerror (errno));
  if (self != NULL && descriptors[2].revents != 0)
    write_some (self);
  if (self != NULL && descriptors[1].revents != 0)
    read_some (self);
}

/*
 * postil_worker_process_peek:
 * @self: a process
 * @head: (out): of the first whole frame
 * @reader: (out): on its content, until postil_worker_process_drop()
 *
 * Looks at the first frame that has come.
 *
 * Returns: whether there is one, or something that can be none
 */
PostilFrameState
postil_worker_process_peek (PostilWorkerProcess *self, PostilWireHead *head, PostilWireReader *reader)
{
  if (self->in->len < POSTIL_WIRE_HEAD)
    return POSTIL_FRAME_NONE;
  if (!postil_wire_read_head (self->in->data, POSTIL_WIRE_MAX_REPLY, head))
    return POSTIL_FRAME_GARBAGE;
  if (self->in->len - POSTIL_WIRE_HEAD < head->length)
    return POSTIL_FRAME_NONE;
  *reader = (PostilWireReader){ .at = self->in->data + POSTIL_WIRE_HEAD, .left = head->length };
  return POSTIL_FRAME_READ;
}

/* Forgets the first frame. */
void
postil_worker_process_drop (PostilWorkerProcess *self, const PostilWireHead *head)
{
  g_byte_array_remove_range (self->in, 0, POSTIL_WIRE_HEAD + head->length);
  /* One large answer is no reason to keep the memory. */
  if (self->in->len == 0 && head->length > 4 * READ_SIZE)
    {
      g_byte_array_unref (self->in);
      self->in = g_byte_array_new ();
    }
}

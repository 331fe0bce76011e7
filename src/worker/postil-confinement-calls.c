/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system calls the worker needs to read, think and answer; every other one fails. Memory can be had but never made executable. */
#include "config.h"

#include "postil-confinement-private.h"

#include <errno.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

static const int free_calls[] = {
  SCMP_SYS (read),
  SCMP_SYS (write),
  SCMP_SYS (readv),
  SCMP_SYS (writev),
  SCMP_SYS (close),
  SCMP_SYS (exit),
  SCMP_SYS (exit_group),
  SCMP_SYS (brk),
  SCMP_SYS (munmap),
  SCMP_SYS (mremap),
  SCMP_SYS (madvise),
  SCMP_SYS (futex),
  SCMP_SYS (sched_yield),
  SCMP_SYS (getrandom),
  SCMP_SYS (clock_gettime),
  SCMP_SYS (gettimeofday),
  SCMP_SYS (time),
  SCMP_SYS (nanosleep),
  SCMP_SYS (clock_nanosleep),
  SCMP_SYS (getpid),
  SCMP_SYS (gettid),
  SCMP_SYS (rt_sigprocmask),
  SCMP_SYS (rt_sigaction),
  SCMP_SYS (rt_sigreturn),
  SCMP_SYS (sigaltstack),
  SCMP_SYS (restart_syscall),
  SCMP_SYS (getrusage),
  SCMP_SYS (poll),
  SCMP_SYS (ppoll),
  SCMP_SYS (fstat),
  SCMP_SYS (lseek),
  SCMP_SYS (rseq),
  SCMP_SYS (set_robust_list),
};

static gboolean
allow_free_calls (scmp_filter_ctx filter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (free_calls); i++)
    {
      int result = seccomp_rule_add (filter, SCMP_ACT_ALLOW, free_calls[i], 0);

      /* A call this architecture does not have need not be allowed. */
      if (result != 0 && result != -EDOM && result != -EINVAL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
allow_bound_calls (scmp_filter_ctx filter)
{
  const struct scmp_arg_cmp not_executable = SCMP_A2 (SCMP_CMP_MASKED_EQ, PROT_EXEC, 0);
  const struct scmp_arg_cmp oneself = SCMP_A0 (SCMP_CMP_EQ, (scmp_datum_t) getpid ());
  const struct scmp_arg_cmp own_limit = SCMP_A0 (SCMP_CMP_EQ, 0);
  const struct scmp_arg_cmp processor_time = SCMP_A1 (SCMP_CMP_EQ, RLIMIT_CPU);

  return seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mmap), 1, not_executable) == 0
         && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (mprotect), 1, not_executable) == 0
         && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (tgkill), 1, oneself) == 0
         && seccomp_rule_add (filter, SCMP_ACT_ALLOW, SCMP_SYS (prlimit64), 2, own_limit, processor_time) == 0;
}

/*
 * postil_confinement_restrict_calls:
 * @strict: whether a forbidden call kills the process
 *
 * Allows the calls the worker needs and no other; needs no-new-privileges.
 *
 * Returns: whether the kernel took the filter
 */
gboolean
postil_confinement_restrict_calls (gboolean strict)
{
  scmp_filter_ctx filter = seccomp_init (strict ? SCMP_ACT_KILL_PROCESS : SCMP_ACT_ERRNO (EPERM));
  gboolean held;

  if (filter == NULL)
    return FALSE;
  held = allow_free_calls (filter) && allow_bound_calls (filter) && seccomp_load (filter) == 0;
  seccomp_release (filter);
  return held;
}

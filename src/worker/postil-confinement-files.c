/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Landlock without a single rule: no file may be opened, made or run, no port used, nothing outside signalled. The constants are written down
 * here because the headers of the oldest platform know fewer than today's kernels; the kernel says which it knows. */
#include "config.h"

#include "postil-confinement-private.h"

#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif

#define QUERY_VERSION 1u

/* Source: the kernel's include/uapi/linux/landlock.h; each version of the interface adds at the end. */
typedef struct
{
  guint64 files;
  guint64 network; /* since version 4 */
  guint64 scoped;  /* since version 6 */
} Ruleset;

static guint64
get_file_rights (long version)
{
  if (version >= 5)
    return (G_GUINT64_CONSTANT (1) << 16) - 1; /* ioctl on devices */
  if (version >= 3)
    return (G_GUINT64_CONSTANT (1) << 15) - 1; /* truncate */
  return (G_GUINT64_CONSTANT (1) << (version >= 2 ? 14 : 13)) - 1;
}

/*
 * postil_confinement_restrict_files:
 *
 * Takes every right that Landlock knows from the process; needs no-new-privileges.
 *
 * Returns: whether the kernel did
 */
gboolean
postil_confinement_restrict_files (void)
{
  long version = syscall (SYS_landlock_create_ruleset, NULL, 0, QUERY_VERSION);
  Ruleset ruleset = { 0 };
  gsize size = sizeof ruleset.files;
  int descriptor;
  gboolean held;

  if (version < 1)
    return FALSE;
  ruleset.files = get_file_rights (version);
  if (version >= 4)
    {
      ruleset.network = 3; /* bind and connect */
      size += sizeof ruleset.network;
    }
  if (version >= 6)
    {
      ruleset.scoped = 3; /* abstract sockets and signals */
      size += sizeof ruleset.scoped;
    }
  descriptor = (int) syscall (SYS_landlock_create_ruleset, &ruleset, size, 0);
  if (descriptor < 0)
    return FALSE;
  held = syscall (SYS_landlock_restrict_self, descriptor, 0) == 0;
  close (descriptor);
  return held;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Layers of confinement around the program that reads hostile bytes. */
#pragma once

/* The worker reports them in its handshake; the reader sees them listed. */
typedef enum
{
  POSTIL_PROTECTION_NONE = 0,
  POSTIL_PROTECTION_DESCRIPTORS = 1 << 0,
  POSTIL_PROTECTION_LIMITS = 1 << 1,
  POSTIL_PROTECTION_NO_NEW_PRIVS = 1 << 2,
  POSTIL_PROTECTION_LANDLOCK = 1 << 3,
  POSTIL_PROTECTION_SECCOMP = 1 << 4,
  POSTIL_PROTECTION_ALL = (1 << 5) - 1
} PostilProtection;

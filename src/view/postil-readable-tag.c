/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text tag whose colours can be read. GTK 4.8 answers a screen reader that asks for the attributes of a text by reading the
 * properties “foreground” and “background” of its tags, which are write-only there, and then follows a pointer nobody set: the program
 * ends. This tag has readable properties of these names that give the colour. */
#include "config.h"

#include "postil-readable-tag.h"

typedef struct
{
  GtkTextTag parent_instance;
} PostilReadableTag;

typedef struct
{
  GtkTextTagClass parent_class;
} PostilReadableTagClass;

G_DEFINE_FINAL_TYPE (PostilReadableTag, postil_readable_tag, GTK_TYPE_TEXT_TAG)

enum
{
  PROP_0,
  PROP_FOREGROUND,
  PROP_BACKGROUND
};

static void
postil_readable_tag_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FOREGROUND:
      g_object_get_property (object, "foreground-rgba", value);
      break;
    case PROP_BACKGROUND:
      g_object_get_property (object, "background-rgba", value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
postil_readable_tag_class_init (PostilReadableTagClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = postil_readable_tag_get_property;
  g_object_class_install_property (object_class, PROP_FOREGROUND,
                                   g_param_spec_boxed ("foreground", NULL, NULL, GDK_TYPE_RGBA, flags));
  g_object_class_install_property (object_class, PROP_BACKGROUND,
                                   g_param_spec_boxed ("background", NULL, NULL, GDK_TYPE_RGBA, flags));
}

static void
postil_readable_tag_init (PostilReadableTag *self)
{
}

/**
 * postil_readable_tag_new:
 * @name: (nullable): of the tag
 *
 * Makes a tag to be added to a table.
 *
 * Thread: main.
 *
 * Returns: (transfer full): a tag
 */
GtkTextTag *
postil_readable_tag_new (const char *name)
{
  return g_object_new (POSTIL_TYPE_READABLE_TAG, "name", name, NULL);
}

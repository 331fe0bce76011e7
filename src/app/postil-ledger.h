/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the page Figures as a list model: sorted once, turned into objects only where they are looked at. */
#pragma once

#include "postil-library-facts.h"

G_BEGIN_DECLS

#define POSTIL_TYPE_LEDGER_ITEM (postil_ledger_item_get_type ())
G_DECLARE_FINAL_TYPE (PostilLedgerItem, postil_ledger_item, POSTIL, LEDGER_ITEM, GObject)
const PostilLedgerRow *postil_ledger_item_get_row (PostilLedgerItem *self);

#define POSTIL_TYPE_LEDGER (postil_ledger_get_type ())
G_DECLARE_FINAL_TYPE (PostilLedger, postil_ledger, POSTIL, LEDGER, GObject)
PostilLedger *postil_ledger_new (GPtrArray *rows);

G_END_DECLS

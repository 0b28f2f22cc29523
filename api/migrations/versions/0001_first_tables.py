"""First tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)

# Each after those that it refers to.
# fmt: off
TABLES = (
    "conversations", "turns", "messages", "erasures", "crisis_events", "staff_members",
    "staff_sessions", "access_log", "slots", "staff_cells", "bookings", "callbacks", "outbox",
)
# fmt: on


def upgrade() -> None:
    """Make all tables."""
    _conversations()
    _messages()
    _staff()
    _calendar()
    _bookings()
    _callbacks()


def downgrade() -> None:
    """Take them back, with their indexes."""
    for table in reversed(TABLES):
        op.drop_table(table)


def _conversations() -> None:
    op.create_table(
        "conversations",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("language_fixed", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.String(length=10), nullable=False),
        sa.Column("crisis", sa.String(length=30)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_message_at", TIME, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_index("ix_conversations_last_message_at", "conversations", ["last_message_at"])
    op.create_table(
        "turns",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("client_id", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("understood", sa.JSON()),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("answered_at", TIME),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_turns_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_turns"),
        sa.UniqueConstraint(
            "conversation_id", "client_id", name="uq_turns_conversation_id_client_id"
        ),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("turn_id", sa.String(length=32)),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("lang", sa.String(length=2), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.Column("response", sa.String(length=80)),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_messages_conversation_id_conversations",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["turn_id"], ["turns.id"], name="fk_messages_turn_id_turns", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.UniqueConstraint("conversation_id", "seq", name="uq_messages_conversation_id_seq"),
    )
    op.create_index("ix_messages_turn_id", "messages", ["turn_id"])
    op.create_table(
        "erasures",
        sa.Column("conversation_id", sa.String(length=32), nullable=False),
        sa.Column("requested_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", name="pk_erasures"),
    )
    op.create_table(
        "crisis_events",
        sa.Column("category", sa.String(length=30), nullable=False),
        sa.Column("net", sa.String(length=10), nullable=False),
        sa.Column("certain", sa.Boolean(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_crisis_events"),
    )


def _staff() -> None:
    op.create_table(
        "staff_members",
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200)),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("password_hash", sa.String(length=200)),
        sa.Column("invite_hash", sa.String(length=64)),
        sa.Column("invite_expires", TIME),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_members"),
        sa.UniqueConstraint("email", name="uq_staff_members_email"),
        sa.UniqueConstraint("invite_hash", name="uq_staff_members_invite_hash"),
    )
    op.create_table(
        "staff_sessions",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("csrf", sa.String(length=64), nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("last_seen_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_members.id"],
            name="fk_staff_sessions_staff_id_staff_members",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_sessions"),
    )
    op.create_index("ix_staff_sessions_expires_at", "staff_sessions", ["expires_at"])
    op.create_table(
        "access_log",
        sa.Column("staff_id", sa.String(length=32)),
        sa.Column("action", sa.String(length=60), nullable=False),
        sa.Column("record_kind", sa.String(length=20)),
        sa.Column("record_id", sa.String(length=32)),
        sa.Column("at", TIME, nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_log"),
    )
    op.create_index("ix_access_log_at", "access_log", ["at"])
    op.create_index("ix_access_log_record_id", "access_log", ["record_id"])
    op.create_index("ix_access_log_staff_id", "access_log", ["staff_id"])


def _calendar() -> None:
    op.create_table(
        "slots",
        sa.Column("offering", sa.String(length=60), nullable=False),
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("start", TIME, nullable=False),
        sa.Column("end", TIME, nullable=False),
        sa.Column("location", sa.String(length=200), nullable=False),
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_members.id"], name="fk_slots_staff_id_staff_members"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_slots"),
        sa.UniqueConstraint(
            "staff_id", "offering", "start", name="uq_slots_staff_id_offering_start"
        ),
    )
    op.create_index("ix_slots_offering_start", "slots", ["offering", "start"])
    op.create_table(
        "staff_cells",
        sa.Column("staff_id", sa.String(length=32), nullable=False),
        sa.Column("cell", TIME, nullable=False),
        sa.Column("slot_id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["slot_id"], ["slots.id"], name="fk_staff_cells_slot_id_slots", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_members.id"],
            name="fk_staff_cells_staff_id_staff_members",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("staff_id", "cell", name="pk_staff_cells"),
    )
    op.create_index("ix_staff_cells_slot_id", "staff_cells", ["slot_id"])


def _bookings() -> None:
    op.create_table(
        "bookings",
        sa.Column("slot_id", sa.String(length=32), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("held_until", TIME),
        sa.Column("conversation_id", sa.String(length=32)),
        sa.Column("client_id", sa.String(length=100)),
        sa.Column("request_hash", sa.String(length=64)),
        sa.Column("reference", sa.String(length=12)),
        sa.Column("name", sa.String(length=200)),
        sa.Column("phone", sa.String(length=20)),
        sa.Column("email", sa.String(length=200)),
        sa.Column("about", sa.String(length=10)),
        sa.Column("note", sa.Text()),
        sa.Column("summary", sa.JSON()),
        sa.Column("interpreter", sa.String(length=60)),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("contact_status", sa.String(length=12), nullable=False),
        sa.Column("contacted_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("confirmed_at", TIME),
        sa.Column("cancelled_at", TIME),
        sa.Column("cancelled_by", sa.String(length=10)),
        sa.Column("anonymised_at", TIME),
        sa.Column("extra", sa.JSON(), nullable=False),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["slot_id"], ["slots.id"], name="fk_bookings_slot_id_slots"),
        sa.PrimaryKeyConstraint("id", name="pk_bookings"),
        sa.UniqueConstraint("client_id", name="uq_bookings_client_id"),
        sa.UniqueConstraint("reference", name="uq_bookings_reference"),
    )
    op.create_index("ix_bookings_conversation_id", "bookings", ["conversation_id"])
    op.create_index("ix_bookings_slot_id", "bookings", ["slot_id"])
    op.create_index("ix_bookings_status_held_until", "bookings", ["status", "held_until"])
    _unique_where("uq_bookings_active_seat", ["slot_id", "seat"], "status IN ('held', 'confirmed')")
    _unique_where("uq_bookings_held_conversation", ["conversation_id"], "status = 'held'")


def _callbacks() -> None:
    op.create_table(
        "callbacks",
        sa.Column("reference", sa.String(length=12), nullable=False),
        sa.Column("client_id", sa.String(length=100), nullable=False),
        sa.Column("request_hash", sa.String(length=64)),
        sa.Column("conversation_id", sa.String(length=32)),
        sa.Column("name", sa.String(length=200)),
        sa.Column("phone", sa.String(length=20)),
        sa.Column("when_text", sa.String(length=500)),
        sa.Column("about", sa.String(length=10)),
        sa.Column("topics", sa.JSON(), nullable=False),
        sa.Column("offering", sa.String(length=60)),
        sa.Column("summary", sa.JSON()),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("contact_status", sa.String(length=12), nullable=False),
        sa.Column("contacted_at", TIME),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("anonymised_at", TIME),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_callbacks"),
        sa.UniqueConstraint("client_id", name="uq_callbacks_client_id"),
        sa.UniqueConstraint("reference", name="uq_callbacks_reference"),
    )
    op.create_index("ix_callbacks_conversation_id", "callbacks", ["conversation_id"])
    op.create_index("ix_callbacks_created_at", "callbacks", ["created_at"])
    op.create_table(
        "outbox",
        sa.Column("channel", sa.String(length=10), nullable=False),
        sa.Column("recipient", sa.String(length=200), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("sent_at", TIME),
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_status", "outbox", ["status"])


def _unique_where(name: str, columns: list[str], condition: str) -> None:
    """A partial unique index on bookings, in the words of both databases."""
    where = sa.text(condition)
    op.create_index(
        name, "bookings", columns, unique=True, sqlite_where=where, postgresql_where=where
    )

"""What a conversation remembers of a sign of danger, and call-backs that are urgent."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_FLAGS = ("crisis_certain", "crisis_child", "writer_is_child")


def upgrade() -> None:
    """Add the columns; what is there already had no such sign."""
    for name in _FLAGS:
        op.add_column("conversations", _flag(name))
    op.add_column("conversations", sa.Column("crisis_about", sa.String(length=10), nullable=True))
    op.add_column("callbacks", _flag("urgent"))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("callbacks") as callbacks:
        callbacks.drop_column("urgent")
    with op.batch_alter_table("conversations") as conversations:
        for name in (*_FLAGS, "crisis_about"):
            conversations.drop_column(name)


def _flag(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false())

"""The dialog that asks a reason also takes the answer to a contested statement."""

from ..community import reason_wizard

reason_wizard._ACTIONS.add(("code.social.statement", "action_answer"))

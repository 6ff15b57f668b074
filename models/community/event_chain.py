"""Sealing: one writer numbers the events and chains them, company by company."""

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...tools import chain
from .event import plain

_BATCH = 500
# Key of the advisory lock: this add-on's chain and nothing else.
_LOCK = 0x0C0DE50C


class CodeSocialEvent(models.Model):
    _inherit = "code.social.event"

    # === Sealing ===

    @api.model
    def _cron_seal(self):
        """Number and chain the unsealed events of every company.

        Two runs never overlap: the second finds the lock taken and leaves. Were
        it to start on an old snapshot, the unique number would refuse it.
        Returns the number of events sealed by this call.
        """
        events = self._by_method()
        total = 0
        in_cron = bool(self.env.context.get("ir_cron_progress_id"))
        if in_cron:
            # What the scheduler read before is an old snapshot: begin afresh.
            self.env["ir.cron"]._commit_progress(remaining=events._tail_count())
        while events._take_lock():
            done = events._seal_batch()
            total += done
            if in_cron:
                left = self.env["ir.cron"]._commit_progress(
                    done, remaining=events._tail_count()
                )
            if not done or (in_cron and not left):
                break
        return total

    def _take_lock(self):
        """Try to become the only writer until the transaction ends."""
        query = SQL("SELECT pg_try_advisory_xact_lock(%s)", _LOCK)
        return self.env.execute_query(query)[0][0]

    @api.model
    def _tail_domain(self):
        return Domain("sealed", "!=", True)

    def _tail_count(self):
        return self.search_count(self._tail_domain())

    @api.model
    def _unsealed_tail(self):
        """Return the events which no hash covers yet, oldest first, as superuser."""
        return self.sudo().search(self._tail_domain(), order="id")

    def _seal_batch(self):
        batch = self.search(self._tail_domain(), order="id", limit=_BATCH)
        for company, events in batch.grouped("company_id").items():
            last = self._last_sealed(company)
            number, previous = last.number, last.hash or ""
            for event in events:
                number += 1
                previous = event._seal(number, previous)
        batch.flush_recordset()
        return len(batch)

    def _last_sealed(self, company):
        domain = Domain("company_id", "=", company.id) & Domain("number", ">", 0)
        return self.search(domain, order="number desc", limit=1)

    def _seal(self, number, previous):
        digest = chain.link(previous, self._payload(number))
        self.write(
            {
                "number": number,
                "previous_hash": previous,
                "hash": digest,
                "sealed": True,
            }
        )
        return digest

    def _payload(self, number):
        """Return what the hash covers: no name, and of the free text its digest."""
        return {
            "number": number,
            "company": self.company_id.id,
            "occurred_at": plain(self.occurred_at),
            "actor": self.actor_uid,
            "model": self.model,
            "res_id": self.res_id,
            "action": self.action,
            "before": self.before or None,
            "after": self.after or None,
            "reason": self.reason_digest or None,
        }

    # === Verification ===

    @api.model
    def verify_chain(self):
        """Return the first broken event, or an empty recordset.

        Broken: changed, out of the chain, or next to one that vanished. Reads
        batch by batch, so that the length of the log does not matter. A member
        checks too: the answer names an event and shows nothing of it.
        """
        self.browse().check_access("read")
        self.flush_model()
        events = self.sudo()
        companies = events._read_group(Domain("number", ">", 0), ["company_id"])
        for (company,) in sorted(companies, key=lambda row: row[0].id):
            if broken := events._verify_company(company):
                return self.browse(broken.id)
        return self.browse()

    def action_verify(self):
        """Verify the chain and say the result; open the first broken event."""
        broken = self.verify_chain()
        if broken:
            return {
                "type": "ir.actions.act_window",
                "name": self.env._("First broken event"),
                "res_model": self._name,
                "res_id": broken.id,
                "views": [(False, "form")],
            }
        waiting = self.sudo()._tail_count()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": self.env._(
                    "Every sealed event is intact. Waiting for their seal: %(count)s.",
                    count=waiting,
                ),
            },
        }

    def _verify_company(self, company):
        number, previous = 0, ""
        while True:
            domain = Domain("company_id", "=", company.id)
            domain &= Domain("number", ">", number)
            batch = self.search(domain, order="number", limit=_BATCH)
            # Read what is stored, not what this transaction remembers.
            batch.invalidate_recordset(flush=False)
            for event in batch:
                number += 1
                if not event._holds(number, previous):
                    return event
                previous = event.hash
            if not batch:
                return batch
            batch.invalidate_recordset(flush=False)

    def _holds(self, number, previous):
        return (
            self.number == number
            and self.sealed
            and (self.previous_hash or "") == previous
            and self.hash == chain.link(previous, self._payload(number))
            and self._proof_state("reason") != "broken"
        )

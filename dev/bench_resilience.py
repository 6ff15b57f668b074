"""Time the resilience page against the SQL behind it, in a shell of Odoo.

Fed to `dev/odoo shell -d DB` by `make bench`. Builds a community of 1,000 people, 200
mandates and 100,000 contributions in a transaction that is rolled back. The SQL is
written here by hand, without our models; both are timed in turn, in the same run, and
must count the same. Exits with 1 when the page takes more than TARGET times the SQL.
"""

import os
import statistics
import sys
import time
from datetime import date

from dateutil.relativedelta import relativedelta

PEOPLE, MANDATES, PROJECTS, CONTRIBUTIONS = 1000, 200, 40, 100_000
ROUNDS = 9
TARGET = 1.5

MANDATE_SQL = """
    INSERT INTO code_social_mandate (partner_id, deputy_id, role_id, company_id,
        opened_by_id, designation, state, date_start, started_on, confirmed_on)
    SELECT (%(people)s::int[])[1 + i * 37 %% 1000],
        CASE WHEN i %% 3 = 0 THEN (%(people)s::int[])[1 + (i * 37 + 11) %% 1000] END,
        (%(roles)s::int[])[1 + i %% 20], %(company)s, %(user)s, 'election', 'active',
        CURRENT_DATE - i, CURRENT_DATE - i, CURRENT_DATE - i
    FROM generate_series(0, %(mandates)s - 1) i
"""
# The first ones bring more often than the last, as people do.
CONTRIBUTION_SQL = """
    WITH made AS (
        INSERT INTO code_social_contribution (name, date, nature_id, quantity, state,
            origin, entered_by_id, company_id, project_id)
        SELECT 'Bench ' || i, CURRENT_DATE - i %% 700, %(nature)s, 1, 'acknowledged',
            'portal', (%(people)s::int[])[1 + (i::bigint * i) %% 997], %(company)s,
            (%(projects)s::int[])[1 + i * 7 %% 40]
        FROM generate_series(0, %(contributions)s - 1) i
        RETURNING id, entered_by_id, date
    )
    INSERT INTO code_social_contribution_share (contribution_id, partner_id, share,
        quantity, date, company_id)
    SELECT id, entered_by_id, 100, 1, date, %(company)s FROM made
"""
#: What the page reads, asked directly.
PAGE_SQL = (
    """
    SELECT m.role_id, r.name, m.commission_id, c.name, m.partner_id, p.name,
        m.deputy_id, d.name, m.date_start, m.date_end, m.confirmed_on, r.kind
    FROM code_social_mandate m
    JOIN code_social_role r ON r.id = m.role_id
    JOIN res_partner p ON p.id = m.partner_id
    LEFT JOIN res_partner d ON d.id = m.deputy_id
    LEFT JOIN code_social_commission c ON c.id = m.commission_id
    WHERE m.company_id = %(company)s AND m.state != 'draft'
    """,
    """
    SELECT j.id, j.name, l.name, a.partner_id, p.name
    FROM project_project j
    LEFT JOIN code_social_pillar l ON l.id = j.pillar_id
    LEFT JOIN code_social_project_author_rel a ON a.project_id = j.id
    LEFT JOIN res_partner p ON p.id = a.partner_id
    WHERE j.company_id = %(company)s AND j.code_social AND j.active
    """,
    """
    SELECT project_id, array_agg(n ORDER BY n DESC),
        (array_agg(partner_id ORDER BY n DESC, partner_id))[1:12]
    FROM (
        SELECT c.project_id, s.partner_id, count(*) n
        FROM code_social_contribution_share s
        JOIN code_social_contribution c ON c.id = s.contribution_id
        JOIN res_partner p ON p.id = s.partner_id AND p.left_on IS NULL
        WHERE c.company_id = %(company)s AND c.state = 'acknowledged'
            AND c.date >= %(since)s::date
            AND c.project_id IS NOT NULL
        GROUP BY 1, 2
    ) b GROUP BY 1
    """,
    """
    WITH b AS MATERIALIZED (
        SELECT s.partner_id, j.pillar_id
        FROM code_social_contribution_share s
        JOIN code_social_contribution c ON c.id = s.contribution_id
        JOIN project_project j ON j.id = c.project_id
        WHERE c.company_id = %(company)s AND c.state = 'acknowledged'
            AND c.date >= %(since)s::date
            AND j.pillar_id IS NOT NULL
        GROUP BY 1, 2
    )
    SELECT x.pillar_id, y.pillar_id, count(*) FROM b x
    JOIN b y ON y.partner_id = x.partner_id AND y.pillar_id > x.pillar_id
    GROUP BY 1, 2
    """,
)


def build(env):
    """Return (environment of the manager there, company id)."""
    company = env["res.company"].create({"name": "Bench"})
    admin = env.ref("base.user_admin")
    admin.write({"company_ids": [(4, company.id)]})
    context = {"allowed_company_ids": company.ids, "tracking_disable": True}
    env = env(user=admin, context={**context, "mail_create_nolog": True}, su=True)
    people = env["res.partner"].create(
        [{"name": f"Person {i:04}", "company_id": company.id} for i in range(PEOPLE)]
    )
    roles = env["code.social.role"].create(
        [
            {"name": f"Role {i:02}", "kind": ("function", "office")[i % 2]}
            for i in range(20)
        ]
    )
    pillars = env["code.social.pillar"].search([], limit=6)
    projects = env["project.project"].create(
        [
            {
                "name": f"Project {i:02}",
                "code_social": True,
                "company_id": company.id,
                "privacy_visibility": "portal",
                "pillar_id": pillars[i % len(pillars)].id,
                "author_ids": [(6, 0, people[i * 5 : i * 5 + 2].ids)],
            }
            for i in range(PROJECTS)
        ]
    )
    env.flush_all()
    values = {
        "people": people.ids,
        "roles": roles.ids,
        "projects": projects.ids,
        "company": company.id,
        "user": admin.id,
        "nature": env["code.social.nature"]
        .search([("is_leaf", "=", True)], limit=1)
        .id,
        "mandates": MANDATES,
        "contributions": CONTRIBUTIONS,
    }
    env.cr.execute(MANDATE_SQL, values)
    env.cr.execute(CONTRIBUTION_SQL, values)
    for table in ("contribution", "contribution_share", "mandate"):
        env.cr.execute(f"ANALYZE code_social_{table}")
    env.invalidate_all()
    return env(su=False), company.id


def page(env):
    """Return what the page gets, nothing kept from before."""
    env.invalidate_all()
    return env["code.social.resilience"].view_data()


def sql(env, company):
    """Return the rows of each query behind the page."""
    answers = []
    # A value and not an expression: the planner then knows as much as for the page.
    values = {"company": company, "since": date.today() - relativedelta(months=24)}
    for query in PAGE_SQL:
        env.cr.execute(query, values)
        answers.append(env.cr.fetchall())
    return answers


def same(shown, answers):
    """Tell whether both counted the same."""
    boxes = [node for node in shown["nodes"] if node["column"] == "project"]
    counted = {f"project-{row[0]}": len(row[1]) for row in answers[2]}
    pillars = next(one for one in shown["figures"] if one["key"] == "pillars")
    return (
        {node["key"]: node["brought"] for node in boxes} == counted
        and sorted(row["value"] for row in pillars["rows"])
        == sorted(str(row[2]) for row in answers[3])
        and sum(link["kind"] == "holder" for link in shown["links"])
        == len({(row[0], row[4]) for row in answers[0]})
    )


def timed(call, *arguments):
    """Return (seconds, what the call gave)."""
    start = time.perf_counter()
    given = call(*arguments)
    return time.perf_counter() - start, given


def run(env):
    """Print the figures and return the exit code."""
    env, company = build(env)
    page(env), sql(env, company)
    ours, raw = [], []
    for _round in range(ROUNDS):
        seconds, answers = timed(sql, env, company)
        raw.append(seconds)
        seconds, shown = timed(page, env)
        ours.append(seconds)
    env.cr.rollback()
    mine, theirs = statistics.median(ours) * 1000, statistics.median(raw) * 1000
    ratio = mine / theirs
    print(f"resilience: {PEOPLE} people, {MANDATES} mandates, {CONTRIBUTIONS} rows")
    print(f"{'page':<24} {mine:>10.1f} ms")
    print(f"{'the SQL behind it':<24} {theirs:>10.1f} ms")
    print(f"{'ratio':<24} {ratio:>10.2f}    (at most {TARGET})")
    if not same(shown, answers):
        print("the page and the SQL do not count the same")
        return 1
    return int(ratio > TARGET)


code = run(env)  # noqa: F821
sys.stdout.flush()
os._exit(code)

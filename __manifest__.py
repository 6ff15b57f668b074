# Part of Code Social. See LICENSE for full copyright and licensing details.
{
    "name": "Code Social",
    "summary": "A community that lives by its charter, its riches and its decisions",
    "version": "19.0.1.0.0",
    "category": "Services/Community",
    "author": "Code Social",
    "website": "https://codesocial.example.org",
    "license": "AGPL-3",
    "maintainers": ["code-social"],
    "application": True,
    "depends": [
        "contacts",
        "calendar",
        "portal",
        "hr_timesheet",
        "sale_timesheet",
        "account",
    ],
    "data": [
        # Ground floor
        "security/groups.xml",
        "views/menu.xml",
        # Community
        "security/community/ir.model.access.csv",
        "security/community.xml",
        "data/community/pillar.xml",
        "data/community/commission.xml",
        "data/community/role.xml",
        "data/community/cron.xml",
        "views/community/reason.xml",
        "views/community/mandate.xml",
        "views/community/role.xml",
        "views/community/commission.xml",
        "views/community/pillar.xml",
        "views/community/event.xml",
        "views/community/partner.xml",
        "views/community/project.xml",
        "views/community/portal_shell.xml",
        "views/community/portal_home.xml",
        "views/community/menu.xml",
        # Charter
        # Contribution
        "security/contribution/ir.model.access.csv",
        "security/contribution.xml",
        "security/contribution/import.xml",
        "data/contribution/criterion.xml",
        "data/contribution/nature.xml",
        "data/contribution/cron.xml",
        "data/contribution/import.xml",
        "views/contribution/nature.xml",
        "views/contribution/criterion.xml",
        "views/contribution/contribution.xml",
        "views/contribution/round.xml",
        "views/contribution/valuation.xml",
        "views/contribution/ballot.xml",
        "views/contribution/wealth_matrix.xml",
        "views/contribution/partner.xml",
        "views/contribution/project.xml",
        "views/contribution/import.xml",
        "views/contribution/portal_home.xml",
        "views/contribution/portal_contribution_form.xml",
        "views/contribution/portal_contribution.xml",
        "views/contribution/portal_acknowledge.xml",
        "views/contribution/portal_evaluate.xml",
        "views/contribution/portal_riches.xml",
        "views/contribution/menu.xml",
        # Contribution: periods and reconciliation
        # Governance: meetings and decisions
        # Governance: initiatives, tensions, experiments, cases
        # Publishing
    ],
    "demo": [
        "demo/community/language.xml",
        "demo/community/company.xml",
        "demo/community/people.xml",
        "demo/community/project.xml",
        "demo/load.xml",
    ],
    "assets": {
        "web.assets_frontend": [
            "code_social/static/src/community/scss/portal.scss",
            "code_social/static/src/contribution/scss/portal.scss",
            "code_social/static/src/contribution/js/contribution_form.js",
            "code_social/static/src/contribution/js/ballot.js",
        ],
        "web.assets_tests": [
            "code_social/static/tests/tours/*.js",
        ],
        "web.assets_backend": [
            "code_social/static/src/contribution/import_progress/*",
        ],
        "web.assets_backend_lazy": [
            "code_social/static/src/contribution/matrix/*",
        ],
    },
}

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
        # Contribution
        "security/contribution/ir.model.access.csv",
        "security/contribution.xml",
        "data/contribution/criterion.xml",
        "data/contribution/nature.xml",
        "data/contribution/cron.xml",
    ],
    "demo": [],
    "assets": {},
}

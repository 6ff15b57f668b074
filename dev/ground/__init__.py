"""The ground floor: sets up Odoo, Python packages and PostgreSQL for developers.

Standard library only, Python 3.10 or newer: it runs before anything is installed.
"""

"""The mathematics of the add-on: pure Python, nothing of Odoo, exact where money is.

Models call these functions and repeat none of them.
"""

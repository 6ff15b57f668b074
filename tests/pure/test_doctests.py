"""The examples in the docstrings of ``tools`` are true, and there are some."""

import ast
import doctest
import importlib
import pkgutil
import sys
import unittest
from pathlib import Path

import tools

MODULES = [module.name for module in pkgutil.iter_modules(tools.__path__)]
#: Modules that need more than an example can hold; they have tests of their own.
WITHOUT_EXAMPLES = {"drawing", "rounds"}


class TestDoctests(unittest.TestCase):
    def test_examples(self):
        self.assertIn("equity", MODULES)
        for name in MODULES:
            with self.subTest(module=name):
                result = doctest.testmod(importlib.import_module(f"tools.{name}"))
                self.assertEqual(result.failed, 0)
                self.assertTrue(result.attempted or name in WITHOUT_EXAMPLES)


class TestPurity(unittest.TestCase):
    def test_imports_only_the_standard_library_and_itself(self):
        for path in Path(tools.__path__[0]).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                names = []
                if isinstance(node, ast.Import):
                    names = [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and not node.level:
                    names = [node.module]
                for name in names:
                    with self.subTest(file=path.name, name=name):
                        self.assertIn(name.split(".")[0], sys.stdlib_module_names)

    def test_public_functions_are_documented(self):
        for name in MODULES:
            module = importlib.import_module(f"tools.{name}")
            for attribute, value in vars(module).items():
                if attribute.startswith("_") or not callable(value):
                    continue
                if getattr(value, "__module__", "") == module.__name__:
                    with self.subTest(function=f"{name}.{attribute}"):
                        self.assertTrue(value.__doc__)

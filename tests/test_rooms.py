"""One direction between rooms: each names itself and those above, never below.

Read from the files themselves, so that a lower room which happens to be installed
hides nothing.
"""

import ast
import csv
import re
import shutil
import sys
import tempfile
from pathlib import Path

from lxml import etree

from odoo.tests import BaseCase, tagged

ROOMS = ("community", "charter", "contribution", "governance", "publishing")
#: What stands under the rooms (groups, main menu): it names none of them.
GROUND = -1
#: Files named after what they show and not after their room.
BY_FILE = {
    "controllers/mandate.py": "community",
    "controllers/letters.py": "community",
    "controllers/project.py": "community",
    "controllers/article.py": "charter",
    "controllers/amendment.py": "charter",
    "controllers/guarantor.py": "charter",
    "controllers/adhesion.py": "charter",
    "controllers/evaluation.py": "contribution",
    "controllers/decision.py": "governance",
    "controllers/evidence.py": "contribution",
    "controllers/meeting.py": "governance",
    "controllers/riches.py": "contribution",
    "controllers/people.py": "community",
    "controllers/initiative.py": "governance",
    "controllers/tension.py": "governance",
    "controllers/case.py": "governance",
    "controllers/matter.py": "community",
    "controllers/bond.py": "community",
}
#: Folders whose files belong to a room.
SHIPPED = (
    "models",
    "controllers",
    "wizards",
    "reports",
    "security",
    "views",
    "data",
    "static/src",
)
#: Demo data and translations tell a story across all rooms; in a room's folder,
#: they follow the rule as well.
FREE = ("demo",)
MODEL = re.compile(r"\bcode\.social(?:\.[a-z_]+)+")
TECHNICAL_MODEL = re.compile(r"\bmodel_(code_social_[a-z_]+)")
CALLED_ID = re.compile(r"ref\(\s*['\"]([\w.]+)['\"]|%\(([\w.]+)\)[ds]")
OUR_ID = re.compile(r"\bcode_social\.(\w+)")
ID_ATTRIBUTES = {
    "ref",
    "inherit_id",
    "parent",
    "action",
    "groups",
    "t-call",
    "t-inherit",
    "t-call-assets",
}
JS_PATH = re.compile(r"""(?:from|import|@import|url)\s*\(?\s*["']([^"']+)["']""")


class Rooms:
    """The rooms of a source tree, and what each of their files names."""

    def __init__(self, root):
        self.root = Path(root)
        self.problems = []
        self.files = {path: self.rank(path) for path in self.walk()}
        self.models = {}
        self.ids = {}
        for path, rank in self.files.items():
            self.declare(path, rank)

    def walk(self):
        for folder in (*SHIPPED, *FREE):
            for path in sorted((self.root / folder).rglob("*")):
                if path.suffix in (".py", ".xml", ".csv", ".js", ".scss"):
                    yield path

    def name(self, path):
        return path.relative_to(self.root).as_posix()

    def rank(self, path):
        """Return the rank of a file's room, GROUND, or None where all is allowed."""
        name = self.name(path)
        parts = (*name.split("/")[:-1], path.stem)
        room = BY_FILE.get(name) or next((p for p in parts if p in ROOMS), None)
        if room:
            return ROOMS.index(room)
        if name.startswith(FREE) or path.name == "__init__.py":
            return None
        if path.suffix == ".py":
            self.problems.append(f"{name}: belongs to no room")
        return GROUND

    # === What is declared, and where ===

    def declare(self, path, rank):
        reader = {
            ".py": self.models_of,
            ".xml": self.ids_of_xml,
            ".csv": self.ids_of_csv,
        }.get(path.suffix)
        known = self.models if path.suffix == ".py" else self.ids
        for name in reader(path) if reader else ():
            if name:
                known.setdefault(name, rank)

    def models_of(self, path):
        for node in ast.walk(self.tree(path)):
            if isinstance(node, ast.ClassDef):
                yield from self.declared_models(node)

    def ids_of_xml(self, path):
        for node in self.xml(path).iter("*"):
            yield self.own_id(node.get("id") or "")
            yield self.own_id(node.get("t-name") or "")

    def ids_of_csv(self, path):
        for row in self.rows(path):
            yield self.own_id(row.get("id") or "")

    def own_id(self, xmlid):
        """Return an XML id of ours without our name, or nothing for another's."""
        short = xmlid.removeprefix("code_social.")
        return "" if "." in short else short

    def declared_models(self, node):
        """Return the models a class makes, and not those it extends."""
        given = {}
        for line in node.body:
            if isinstance(line, ast.Assign) and isinstance(line.targets[0], ast.Name):
                given[line.targets[0].id] = self.texts(line.value)
        names = given.get("_name", [])
        return [name for name in names if name not in given.get("_inherit", [])]

    def tree(self, path):
        return ast.parse(path.read_text(encoding="utf-8"))

    def xml(self, path):
        return etree.parse(str(path)).getroot()

    def rows(self, path):
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def texts(self, node):
        return [
            one.value
            for one in ast.walk(node)
            if isinstance(one, ast.Constant) and isinstance(one.value, str)
        ]

    # === What is named ===

    def check(self):
        """Return one line for each room that names a lower one."""
        for path, rank in self.files.items():
            if rank is None:
                continue
            reader = {
                ".py": self.named_in_python,
                ".xml": self.named_in_xml,
                ".csv": self.named_in_csv,
            }.get(path.suffix, self.named_in_assets)
            for line, what, other in reader(path):
                if other is not None and other > rank:
                    self.problems.append(
                        f"{self.name(path)}:{line}: names {what}, of a lower room"
                    )
        return self.problems

    def in_text(self, text, ids=()):
        """Yield (what, rank) for each model and XML id of ours in a text."""
        for model in MODEL.findall(text):
            yield model, self.models.get(model)
        technical = {name.replace(".", "_"): name for name in self.models}
        for found in TECHNICAL_MODEL.findall(text):
            yield found, self.models.get(technical.get(found))
        for called in CALLED_ID.findall(text):
            ids = (*ids, *filter(None, called))
        for xmlid in {*ids, *OUR_ID.findall(text)}:
            yield xmlid, self.ids.get(self.own_id(xmlid))

    def named_in_python(self, path):
        tree = self.tree(path)
        docstrings = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                if id(node) not in docstrings:
                    for what, rank in self.in_text(node.value):
                        yield node.lineno, what, rank
            elif isinstance(node, ast.ImportFrom | ast.Import):
                for target in self.imported(path, node):
                    yield node.lineno, target, self.rank_of_module(target)

    def imported(self, path, node):
        """Return the imported modules as paths from the root: models/community/x."""
        if isinstance(node, ast.Import):
            return [self.inside(alias.name) for alias in node.names]
        if node.level:
            folder = path.parents[node.level - 1]
            base = self.name(folder) if folder != self.root else ""
            module = "/".join(filter(None, [base, *(node.module or "").split(".")]))
        else:
            module = self.inside(node.module)
        return [f"{module}/{alias.name}" for alias in node.names]

    def inside(self, module):
        parts = module.split(".")
        return "/".join(parts[3:] if parts[:3] == OURS else ["odoo", *parts])

    def rank_of_module(self, module):
        if module.split("/")[0] not in SHIPPED:
            return None
        for path in (module, module.rpartition("/")[0]):
            if (room := BY_FILE.get(f"{path}.py")) is not None:
                return ROOMS.index(room)
        found = [part for part in module.split("/")[:3] if part in ROOMS]
        return ROOMS.index(found[0]) if found else None

    def named_in_xml(self, path):
        for node in self.xml(path).iter("*"):
            for key, value in node.attrib.items():
                ids = ()
                if key in ID_ATTRIBUTES:
                    ids = [one.strip(" !") for one in value.split(",")]
                for what, rank in self.in_text(value, ids):
                    yield node.sourceline, what, rank
            for text in (node.text, node.tail):
                for what, rank in self.in_text(text or ""):
                    yield node.sourceline, what, rank

    def named_in_csv(self, path):
        for line, row in enumerate(self.rows(path), 2):
            for key, value in row.items():
                if key is None:
                    continue
                ids = [value] if key != "id" and key.endswith(":id") else ()
                for what, rank in self.in_text(value or "", ids):
                    yield line, what, rank

    def named_in_assets(self, path):
        for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            for target in JS_PATH.findall(text):
                rooms = [part for part in target.split("/") if part in ROOMS]
                if rooms and (target.startswith((".", "@code_social"))):
                    yield line, target, ROOMS.index(rooms[0])
            for what, rank in self.in_text(text):
                yield line, what, rank


OURS = ["odoo", "addons", "code_social"]


def not_imported(root):
    """Return the test files that Odoo's runner would never see."""
    tests = Path(root) / "tests"

    def imports(path):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        return {
            alias.name
            for node in tree.body
            if isinstance(node, ast.ImportFrom) and node.level == 1 and not node.module
            for alias in node.names
        }

    top = imports(tests / "__init__.py")
    missing = []
    for path in sorted(tests.rglob("test_*.py")):
        name = path.relative_to(tests).as_posix()
        if name.startswith(("pure/", "live/")):
            continue
        folders = path.relative_to(tests).parts[:-1]
        if not folders:
            seen = path.stem in top
        else:
            package = tests.joinpath(*folders, "__init__.py")
            seen = folders[0] in top and path.stem in imports(package)
        if not seen:
            missing.append(name)
    return missing


SEEDS = {
    "models/community/seed_comodel.py": (
        "from odoo import fields, models\n\n\n"
        "class Pillar(models.Model):\n"
        '    _inherit = "code.social.pillar"\n\n'
        '    work_id = fields.Many2one("code.social.contribution")\n'
    ),
    "models/community/seed_env.py": (
        'def count(env):\n    return env["code.social.round"].search_count([])\n'
    ),
    "models/community/seed_inherit.py": (
        "from odoo import models\n\n\n"
        "class Share(models.Model):\n"
        '    _inherit = "code.social.contribution.share"\n'
    ),
    "models/community/seed_import.py": "from ..contribution.riches import safe_cell\n",
    "models/community/seed_absolute.py": (
        "from odoo.addons.code_social.models.contribution import riches\n"
    ),
    "models/community/seed_id.py": (
        'def joy(env):\n    return env.ref("code_social.nature_joy")\n'
    ),
    "models/seed_roomless.py": "VALUE = 1\n",
    "controllers/community.py": "from . import riches\n",
    "wizards/community/seed.py": "from ..contribution import log_wizard\n",
    "views/community/seed_ref.xml": (
        '<odoo><record id="seed" model="ir.ui.view">'
        '<field name="inherit_id" ref="code_social_contribution_view_form" />'
        "</record></odoo>"
    ),
    "views/community/seed_model.xml": (
        '<odoo><record id="seed" model="code.social.nature" /></odoo>'
    ),
    "views/community/seed_call.xml": (
        '<odoo><template id="seed"><t t-call="code_social.portal_riches" />'
        "</template></odoo>"
    ),
    "views/community/seed_button.xml": (
        '<odoo><template id="seed"><button name="%(code_social_contribution_action)d" '
        "/></template></odoo>"
    ),
    "security/community/seed.csv": (
        "id,model_id:id,group_id:id\nseed,model_code_social_ballot,group_member\n"
    ),
    "security/seed_ground.xml": (
        '<odoo><record id="seed" model="code.social.pillar" /></odoo>'
    ),
    "static/src/community/seed.js": 'import {x} from "../contribution/js/ballot";\n',
    "static/src/community/seed_alias.js": (
        'import {x} from "@code_social/contribution/js/ballot";\n'
    ),
}


@tagged("post_install", "-at_install", "code_social")
class TestRooms(BaseCase):
    root = Path(__file__).resolve().parents[1]

    def test_rooms_name_themselves_and_those_above(self):
        rooms = Rooms(self.root)
        self.assertGreater(len(rooms.models), 20)
        self.assertGreater(len(rooms.ids), 100)
        self.assertEqual(rooms.check(), [])

    def test_the_manifest_loads_the_rooms_in_order(self):
        manifest = ast.literal_eval(
            (self.root / "__manifest__.py").read_text(encoding="utf-8")
        )
        rooms = Rooms(self.root)
        ranks = [rooms.rank(self.root / name) for name in manifest["data"]]
        self.assertEqual(ranks, sorted(ranks), manifest["data"])

    def test_every_test_is_seen_by_the_runner(self):
        self.assertEqual(not_imported(self.root), [])
        package = sys.modules[__package__]
        for path in (self.root / "tests").rglob("test_*.py"):
            if path.relative_to(self.root / "tests").parts[0] not in ("pure", "live"):
                self.assertIn(path.stem, vars(package))

    def test_each_seeded_error_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "code_social"
            shutil.copytree(
                self.root, copy, ignore=shutil.ignore_patterns(".git", "docs", "dev")
            )
            for name, text in SEEDS.items():
                seed = copy / name
                seed.parent.mkdir(parents=True, exist_ok=True)
                with seed.open("a", encoding="utf-8") as file:
                    file.write(text)
            problems = Rooms(copy).check()
            for name in SEEDS:
                with self.subTest(seed=name):
                    self.assertTrue([line for line in problems if name in line])

    def test_a_test_that_nobody_imports_is_found(self):
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder)
            shutil.copytree(self.root / "tests", copy / "tests")
            for name in ("test_alone.py", "community/test_alone.py", "pure/test_a.py"):
                (copy / "tests" / name).write_text("")
            found = set(not_imported(copy)) - set(not_imported(self.root))
            self.assertEqual(found, {"test_alone.py", "community/test_alone.py"})

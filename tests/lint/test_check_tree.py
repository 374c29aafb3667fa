#!/usr/bin/env python3
"""The lint must be able to fail: one bad example per rule."""
import pathlib
import tempfile
import unittest

import check_tree


class Includes(unittest.TestCase):
    def problem(self, path, header):
        return check_tree.include_problem(path, header)

    def test_nothing_includes_upward(self):
        self.assertTrue(self.problem("models/traces/A.h", "ui/traces/B.h"))
        self.assertTrue(self.problem("services/core/A.h", "models/traces/B.h"))
        self.assertTrue(self.problem("ui/main/A.h", "app/AppContext.h"))

    def test_models_and_ui_see_only_the_core_of_services(self):
        self.assertTrue(self.problem("models/traces/A.h", "services/store/Store.h"))
        self.assertTrue(self.problem("ui/traces/A.h", "services/receiver/Receiver.h"))
        self.assertFalse(self.problem("models/traces/A.h", "services/core/Span.h"))

    def test_services_lie_in_ranks(self):
        self.assertTrue(self.problem("services/store/A.h", "services/warehouse/B.h"))
        self.assertTrue(self.problem("services/receiver/A.h", "services/warehouse/B.h"))
        self.assertFalse(self.problem("services/receiver/A.h", "services/otlp/Decode.h"))

    def test_services_and_models_have_no_widgets(self):
        self.assertTrue(self.problem("services/core/A.h", "QWidget"))
        self.assertTrue(self.problem("models/traces/A.h", "QPainter"))
        self.assertFalse(self.problem("ui/traces/A.h", "QPainter"))

    def test_libraries_stay_in_their_rooms(self):
        self.assertTrue(self.problem("services/warehouse/A.cpp", "duckdb.h"))
        self.assertFalse(self.problem("services/store/A.cpp", "duckdb.h"))


class Files(unittest.TestCase):
    def findings(self, text):
        return list(check_tree.check_file("ui/main/A.cpp", text))

    def test_nested_loops_and_unfinished_business_are_found(self):
        self.assertEqual(len(self.findings("QCoreApplication::processEvents();\nQEventLoop loop;\n// TODO later\n")), 3)

    def test_long_files_are_found(self):
        self.assertTrue(self.findings("\n" * 601))
        self.assertFalse(self.findings("\n" * 600))

    def test_types_of_one_name_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            for room, space in (("ui", "spanglass"), ("app", "spanglass"), ("models", "spanglass::other")):
                (pathlib.Path(folder) / room).mkdir()
                text = f"namespace {space} {{\nclass Twice {{\n}};\nclass Known;\n}}\n"
                (pathlib.Path(folder) / room / f"{room}.h").write_text(text, encoding="utf-8")
            self.assertEqual(len(list(check_tree.check_names(pathlib.Path(folder)))), 1)

    def test_strangers_at_the_top_are_found(self):
        with tempfile.TemporaryDirectory() as folder:
            (pathlib.Path(folder) / "notes.txt").touch()
            self.assertTrue(list(check_tree.check_tree(pathlib.Path(folder))))


if __name__ == "__main__":
    unittest.main()

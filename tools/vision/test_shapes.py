#!/usr/bin/env python3
"""Tests of what is drawn, asked and marked. Needs Pillow alone."""

import random
import re
import unittest

from drawing import draw
from intervals import wilson
from questions import NUMBERS, Question, is_right, questions
from scenes import MIDDLE, is_held_out, scene


class Scenes(unittest.TestCase):
    def test_the_parts_share_no_combination(self):
        train = {self.named("train", index) for index in range(3000)}
        held = {self.named("held-out", index) for index in range(600)}
        self.assertFalse(train & held)

    def test_nothing_leaves_the_picture(self):
        for index in range(500):
            drawn = scene("train", 3, index)
            short = min(drawn.aspect, 1.0)
            for thing in drawn.things:
                self.assertLessEqual(abs(thing.x - 0.5) + thing.size * short / drawn.aspect, 0.5)
                self.assertLessEqual(abs(thing.y - 0.5) + thing.size * short, 0.5)

    def test_the_same_seed_draws_the_same(self):
        self.assertEqual(draw(scene("train", 1, 5), 64).tobytes(), draw(scene("train", 1, 5), 64).tobytes())
        self.assertNotEqual(scene("train", 1, 5), scene("train", 2, 5))

    def test_a_thing_has_its_colour_at_its_centre(self):
        for index in range(200):
            drawn = scene("held-out", 4, index)
            picture = draw(drawn, 256)
            for thing in drawn.things:
                self.assertEqual(picture.getpixel((int(thing.x * picture.width), int(thing.y * picture.height))), thing.shade)

    @staticmethod
    def named(part, index):
        things = scene(part, 1, index).things
        place = (things[0].side, things[0].level) if len(things) == 1 else ()
        return (*sorted(thing.name for thing in things), *place)


class Questions(unittest.TestCase):
    def test_the_definite_article_is_deserved(self):
        for index, asked in self.every():
            shapes = [thing.shape for thing in scene("train", 1, index).things]
            for shape in set(shapes):
                if re.search(rf"\bthe {shape}\b", asked.text):
                    self.assertEqual(shapes.count(shape), 1, asked)

    def test_sides_are_asked_only_where_they_are_clear(self):
        for index, asked in self.every():
            thing = scene("train", 1, index).things[0]
            if asked.type == "side":
                self.assertGreaterEqual(abs(thing.x - 0.5), MIDDLE)
                self.assertEqual(asked.answer, "left" if thing.x < 0.5 else "right")

    def test_counts_are_those_of_the_scene(self):
        for index, asked in self.every():
            if asked.type == "count":
                self.assertEqual(NUMBERS.index(asked.answer), len(scene("train", 1, index).things))

    def test_yes_and_no_are_about_as_frequent(self):
        answers = [asked.answer for _, asked in self.every() if asked.type.startswith("has-")]
        self.assertLess(abs(answers.count("yes") / len(answers) - 0.5), 0.05)

    def test_marking(self):
        colour = Question("colour", "What colour is it?", "red")
        self.assertTrue(is_right(colour, " Red. "))
        self.assertFalse(is_right(colour, "A red circle."))
        caption = Question("caption", "Describe the picture.", "A red circle and an orange star.")
        self.assertTrue(is_right(caption, "An orange star and a red circle."))
        self.assertFalse(is_right(caption, "An orange circle and a red star."))
        self.assertFalse(is_right(caption, "A red circle, a red circle and an orange star."))

    @staticmethod
    def every():
        for index in range(600):
            for asked in questions(scene("train", 1, index), random.Random(index)):
                yield index, asked


class Intervals(unittest.TestCase):
    def test_wilson(self):
        low, high = wilson(50, 100)
        self.assertAlmostEqual(low, 0.4038, 4)
        self.assertAlmostEqual(high, 0.5962, 4)
        self.assertEqual(wilson(10, 10)[1], 1.0)


if __name__ == "__main__":
    unittest.main()

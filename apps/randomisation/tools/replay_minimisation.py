#!/usr/bin/env python3
"""Finds the arms of a minimised trial again, from its specification, its dice and the levels frozen at each allocation.

    replay_minimisation.py FILE...            holds the arms in each file against what they must be
    replay_minimisation.py --arms FILE...     prints the arms of each file, one line of JSON per file

A second reading of the README of this folder, in fractions and by counting everybody anew each time, so that it shares
no mistake with the platform. Nothing but the standard library. One line per file; exit 1 if any is refused, 2 if it was
not called as it must be.
"""

import json
import sys
from fractions import Fraction
from math import gcd

FORMAT = "trial-minimisation/1"


def main(arguments):
    only_arms = arguments[:1] == ["--arms"]
    files = arguments[1:] if only_arms else arguments
    if not files or any(file.startswith("--") for file in files):
        print("Usage: replay_minimisation.py [--arms] FILE...", file=sys.stderr)
        return 2
    refused = 0
    for file in files:
        wrong, arms, said = judge(file)
        if wrong is None and not only_arms:
            first = next((i for i, arm in enumerate(arms) if said[i].get("arm") != arm), None)
            wrong = None if first is None else f"allocation {first + 1} has another arm"
        if wrong is not None:
            refused += 1
            print(f"{file}: refused, {wrong}")
        elif only_arms:
            print(json.dumps(arms))
        else:
            print(f"{file}: accepted, {len(arms)} allocations")
    return 1 if refused else 0


def judge(file):
    try:
        with open(file, encoding="utf-8") as opened:
            trial = json.load(opened)
        if trial["format"] != FORMAT:
            raise ValueError
        specification, allocations = trial["specification"], trial["allocations"]
        taken = []
        for number, allocation in enumerate(allocations):
            place = place_of(specification, list(zip(allocations[:number], taken)), allocation)
            if place is None:
                return f"allocation {number + 1} is not readable", [], []
            taken.append(place)
        return None, [arm for arm, _ in taken], allocations
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError):
        return "this is no minimised trial", [], []


def place_of(specification, before, allocation):
    """The place of one allocation; `before` holds everybody before it, each with the place they got."""
    levels = {factor["code"]: allocation["levels"].get(factor["code"]) for factor in specification["factors"]}
    known = all(levels[factor["code"]] in factor["levels"] for factor in specification["factors"])
    sides = die_sides(specification)
    die = allocation["die"]
    if not known or not isinstance(die, int) or isinstance(die, bool) or not 0 <= die < sides:
        return None
    places = places_of(specification)
    imbalances = [imbalance_with(specification, before, levels, place) for place in places]
    preferred = [place for place, imbalance in zip(places, imbalances) if imbalance == min(imbalances)]
    reached = Fraction(0)
    for place in places:
        reached += probability(specification, preferred, place)
        if Fraction(die, sides) < reached:
            return place
    return None


def imbalance_with(specification, before, levels, candidate):
    """The imbalance there would be, summed over the factors, if this participant got the candidate place."""
    total = Fraction(0)
    for factor in specification["factors"]:
        code = factor["code"]
        alike = [place for other, place in before if other["levels"][code] == levels[code]] + [candidate]
        counts = [alike.count(place) for place in places_of(specification)]
        total += factor["weight"] * spread(specification["imbalance"], counts)
    return total


def spread(measure, counts):
    if measure == "range":
        return max(counts) - min(counts)
    if measure == "variance":
        mean = Fraction(sum(counts), len(counts))
        return sum((count - mean) ** 2 for count in counts) / len(counts)
    raise ValueError


def probability(specification, preferred, place):
    """One of the preferred places is drawn; it is then taken with the preference, or one of the others instead."""
    high = Fraction(specification["preferencePerThousand"], 1000)
    low = (1 - high) / (len(places_of(specification)) - 1)
    return sum(high if drawn == place else low for drawn in preferred) / len(preferred)


def die_sides(specification):
    places = len(places_of(specification))
    common = 1
    for number in range(1, places + 1):
        common = common * number // gcd(common, number)
    return 1000 * (places - 1) * common


def places_of(specification):
    """Each arm has as many places as its ratio in lowest terms says; a place is the arm and its number there."""
    divisor = 0
    for arm in specification["arms"]:
        divisor = gcd(divisor, arm["ratio"])
    return [(arm["code"], number) for arm in specification["arms"] for number in range(arm["ratio"] // divisor)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

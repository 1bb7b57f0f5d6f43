"""Mutation testing of what decides a verdict: `make mutera`, or `python -m mutering [MODUL …]`.

Every comparison, sum, number and condition in the rules, the engine and the facts is changed, one at a time, and the
tests are run on the changed code. A change that no test notices is a survivor: it is killed by a better test, or stands
in godtagna.tsv with the reason why no verdict can be another because of it.
"""

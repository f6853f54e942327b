"""Who sent a mail is told by the structure of its From, never by a display name, a comment, or a second header."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.intake.senders import only_sender

UNIT = "cb01@vidu.example"


@pytest.mark.parametrize(
    "header",
    [
        "cb01@vidu.example",
        "<cb01@vidu.example>",
        "Chi bo Mot <cb01@vidu.example>",
        '"Chi bộ Một" <CB01@vidu.example>',
        "Chi bộ Một (thư ký) <cb01@vidu.example>",
        "cb01@vidu.example (Chi bộ Một)",
        '"ke.la@xa.example" <cb01@vidu.example>',
        "ke.la@xa.example <cb01@vidu.example>",
        "=?utf-8?b?Q2hpIGLhu5k=?= <cb01@vidu.example>",
        '"cb01"@vidu.example',
        " < cb01@vidu.example > ",
        "Rất dài " * 200 + "<cb01@vidu.example>",
        "cb01@vidu.example,",
    ],
)
def test_the_one_mailbox_is_the_sender(header):
    assert only_sender([header]) == UNIT


@pytest.mark.parametrize(
    "header",
    [
        '"cb01@vidu.example" <ke.la@xa.example>',
        '"<cb01@vidu.example>" <"ke.la"@xa.example>',
        "cb01@vidu.example <ke.la@xa.example>",
        "<ke.la@xa.example> (cb01@vidu.example)",
        "(<cb01@vidu.example>) ke.la@xa.example",
        '"a \\" <cb01@vidu.example>" <ke.la@xa.example>',
    ],
)
def test_what_a_mail_only_shows_is_not_the_sender(header):
    assert only_sender([header]) == "ke.la@xa.example"


@pytest.mark.parametrize(
    "header",
    [
        "",
        "cb01",
        "cb01@vidu.example, ke.la@xa.example",
        "<cb01@vidu.example> <ke.la@xa.example>",
        "<cb01@vidu.example",
        "cb01@vidu.example>",
        '"Chi bộ <cb01@vidu.example>',
        "(cb01@vidu.example",
        "Chi bộ) ( <cb01@vidu.example>",
        "<cb01@vidu.example> x",
        "cb01 @ vidu.example x",
        "cb01@vidu.example@xa.example",
        "Các đơn vị: cb01@vidu.example;",
        "<@xa.example:cb01@vidu.example>",
        "x" * 5000 + "<cb01@vidu.example>",
        "<" + "x" * 400 + "@vidu.example>",
    ],
)
def test_a_header_that_names_no_one_mailbox_leaves_the_sender_unknown(header):
    assert only_sender([header]) == ""


def test_two_headers_leave_the_sender_unknown():
    assert only_sender(["cb01@vidu.example", "cb01@vidu.example"]) == ""


def test_a_domain_literal_and_a_quoted_local_part_are_addresses_of_their_own():
    assert only_sender(["<cb01@[192.0.2.1]>"]) == "cb01@[192.0.2.1]"
    assert only_sender(['<"cb01 x"@vidu.example>']) == '"cb01 x"@vidu.example'


@given(st.text(alphabet='cb01@vidu.example<>"(),;:[]\\ ', max_size=60))
def test_whatever_stands_before_it_only_a_bracketed_address_at_the_end_is_the_sender(shown):
    assert only_sender([f"{shown} <ke.la@xa.example>"]) in ("", "ke.la@xa.example")

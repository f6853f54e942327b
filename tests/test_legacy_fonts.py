"""Legacy fonts: what was typed in TCVN3 or VNI is turned back, and nothing that was typed in Unicode is touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recruit.declared.choices import ETHNIC_GROUPS
from recruit.language.font_names import encoding_of
from recruit.language.legacy_fonts import Legacy, decode, find_proven_fonts, is_syllable

TCVN3 = {
    "NguyÔn V¨n Hïng": "Nguyễn Văn Hùng",
    "TrÇn ThÞ Mai": "Trần Thị Mai",
    "Lª Quèc Dòng": "Lê Quốc Dũng",
    "Hoµng V¨n Th¾ng": "Hoàng Văn Thắng",
    "Vò §øc C\u00adêng": "Vũ Đức Cường",
    "§Æng ThÞ YÕn": "Đặng Thị Yến",
    "Sïng A P¸o": "Sùng A Páo",
    "Giµng ThÞ Mû": "Giàng Thị Mỷ",
    "N÷": "Nữ",
    "T\u03bcy": "Tày",
    "§¹i häc": "Đại học",
    "§¶ng bé": "Đảng bộ",
    "UBND tØnh": "UBND tỉnh",
    "H§ND huyÖn": "HĐND huyện",
    "BÝ th\u00ad §oµn TNCS Hå ChÝ Minh": "Bí thư Đoàn TNCS Hồ Chí Minh",
    "Chuyªn viªn, Phßng Tæng hîp": "Chuyên viên, Phòng Tổng hợp",
    "GiÊy chøng nhËn sè 12/GCN": "Giấy chứng nhận số 12/GCN",
    "Chuyªn viªn IT phßng marketing": "Chuyên viên IT phòng marketing",
    "NGUYÔN V¡N M¹NH": "NGUYỄN VĂN MẠNH",
    "A¸nh S¸ng": "Ánh Sáng",
    "H'M«ng": "H'Mông",
}
VNI = {
    "Nguyeãn Vaên Huøng": "Nguyễn Văn Hùng",
    "Traàn Thò Mai": "Trần Thị Mai",
    "Leâ Quoác Duõng": "Lê Quốc Dũng",
    "Hoaøng Vaên Thaéng": "Hoàng Văn Thắng",
    "Vuõ Ñöùc Cöôøng": "Vũ Đức Cường",
    "Ñaëng Thò Yeán": "Đặng Thị Yến",
    "Giaøng Thò Myû": "Giàng Thị Mỷ",
    "Nöõ": "Nữ",
    "Taøy": "Tày",
    "Khoâng": "Không",
    "Ñaûng boä": "Đảng bộ",
    "UBND tænh": "UBND tỉnh",
    "Ñaïi hoïc": "Đại học",
    "Chuyeân vieân, Phoøng Toång hôïp": "Chuyên viên, Phòng Tổng hợp",
    "NGUYEÃN VAÊN HUØNG": "NGUYỄN VĂN HÙNG",
    "Nguyeãn Thò AÙnh": "Nguyễn Thị Ánh",
    "Kyõ sö": "Kỹ sư",
}
UNICODE = """
    Nguyễn Văn Hùng|Hà|Hoà|Hòa|Lò Mai Hoa|Lý Thô|Có|Không|Nữ|Tày|Mông|H'Mông|H’Mông|Trần Quốc Tuấn|Tô Hoài|Cà Mau|Quý
    Sùng A Páo|Giàng Thị Mỷ|Y Ban|H'Hen Niê|Lò Văn Ón|Vàng Seo Lử|Ma Seo Chứ|Thào A Dê|Pa Ủ|Niê|Niê Êñuôl|Êban|Siu Blô
    Kpă Thuyên|Y Phương Êñuôl|Mlô|Ksor Nhé|Rơ Châm H'Lan|A Lăng Bhuôch|Zơrâm|Bríu Pố|Thạch Sóc Kha|Lù Thìn Hoà|Hôih
    Müller|Jürgen Höller|René|José Hernández|João|São Paulo|Loïc Dubois|Noël|Weiß|Åse Bjørn|Muñoz|François|naïve|Lü Wei
    Quôc|côc|hôp|Kôn Tum|Ngí|Cê|Lâi|ôtô|Crôm|120 m²|25°C|§ 5|½|1ª|5 µg|Ba¹|Microsoft® Office|«Tày»|A·B|Điều 5 § 2|THPT
    «Tày» «Mông»|Intel® Xeon®|Công chức, viên chức|Đại học|a|ý|À|…|Đ/c Hà – Lê|x
""".replace("\n", "|")
UNICODE_TEXTS = [text.strip() for text in UNICODE.split("|") if text.strip()]


@pytest.mark.parametrize("font", ["", ".VnTime", ".VnArial Narrow"])
@pytest.mark.parametrize("typed", TCVN3)
def test_tcvn3_is_turned_back(typed, font):
    assert decode(typed, font) == Legacy(TCVN3[typed], "TCVN3")


@pytest.mark.parametrize("font", ["", "VNI-Times", "VNI-Helve"])
@pytest.mark.parametrize("typed", VNI)
def test_vni_is_turned_back(typed, font):
    assert decode(typed, font) == Legacy(VNI[typed], "VNI")


def test_vni_with_decomposed_letters_is_turned_back():
    assert decode(unicodedata.normalize("NFD", "Nguyeãn Vaên Huøng")).text == "Nguyễn Văn Hùng"


def test_in_a_capital_font_small_letters_are_capitals():
    assert decode("nguyÔn v¨n ¸nh", ".VnTimeH").text == "NGUYỄN VĂN ÁNH"


@pytest.mark.parametrize("text", UNICODE_TEXTS)
@pytest.mark.parametrize("font", ["", "Times New Roman"])
def test_text_in_unicode_is_left_alone(text, font):
    assert decode(text, font) is None


@pytest.mark.parametrize("text", ["Hà", "Lò Mai Hoa", "Có", "Hoá", "H'Hen Niê", "Nguyễn Văn Hùng", "Đại học", "120 m²"])
@pytest.mark.parametrize("font", [".VnTime", ".VnTimeH", "VNI-Times"])
def test_vietnamese_in_unicode_is_left_alone_also_in_a_legacy_font(text, font):
    assert decode(text, font) is None


@pytest.mark.parametrize("text", [form for choice in ETHNIC_GROUPS.choices for form in (choice, choice.upper())])
def test_the_peoples_are_left_alone(text):
    assert decode(text) is None


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_is_left_alone(text):
    assert decode(text, ".VnTime") is None


@given(st.text(), st.sampled_from(["", ".VnTime", ".VnTimeH", "VNI-Times"]), st.booleans())
def test_any_text_has_a_verdict(text, font, proven):
    verdict = decode(text, font, proven=proven)
    assert verdict is None or (verdict.encoding in ("TCVN3", "VNI") and verdict.text != text)


@pytest.mark.parametrize(
    "text", ["V¨n Xqµz", "Nguyễn V¨n M¹nh", "NguyÔn V¨n M¹nh\ufffd", "Nguyeãn Vaên Xyzï", "Ng¸¸µ x¶z"]
)
def test_text_that_is_clearly_legacy_and_does_not_turn_back_whole_is_named_so(text):
    verdict = decode(text)
    assert verdict is not None
    assert verdict.text is None


def test_in_a_legacy_font_signs_that_do_not_turn_back_are_garbage():
    assert decode("Xqµz", ".VnTime") == Legacy(None, "TCVN3")


def test_text_that_turns_back_from_both_encodings_is_not_certain():
    assert decode("ñi").text is None


def test_the_font_decides_between_the_encodings():
    assert decode("Ñi", "VNI-Times") == Legacy("Đi", "VNI")


# -- proven fonts ------------------------------------------------------------------------------------------------------


def test_a_font_is_proven_by_one_text_that_can_be_nothing_else():
    assert find_proven_fonts([("Cã", ".VnTime"), ("N÷", ".VnTime")]) == {".VnTime"}


def test_a_font_with_a_letter_of_unicode_is_not_proven():
    assert find_proven_fonts([("N÷", ".VnTime"), ("Nữ", ".VnTime")]) == frozenset()


def test_a_font_with_nothing_but_syllables_is_not_proven():
    assert find_proven_fonts([("Có", ".VnTime"), ("Nam", ".VnTime")]) == frozenset()


def test_in_a_proven_font_a_syllable_is_turned_too():
    assert decode("Cã", ".VnTime", proven=True).text == "Có"


def test_elsewhere_the_same_syllable_is_left_alone():
    assert decode("Cã", ".VnTime") is None


@pytest.mark.parametrize(
    ("font", "encoding"),
    [(".VnTime", "TCVN3"), (".vnArialH", "TCVN3"), ("VNI-Times", "VNI"), ("vni-Helve", "VNI"), ("Arial", ""), ("", "")],
)
def test_a_font_tells_its_encoding(font, encoding):
    assert encoding_of(font) == encoding


# -- syllables ---------------------------------------------------------------------------------------------------------

SYLLABLES = """
    nghiêng khuỷu quỷnh quốc quyết giếng gì gìn giặt yêu yếm uyển huỳnh khuya ngoằn ngoèo xoong boóc choòng tuếch khuân
    oách hươu mướp nữ ưu ỉa uổng thuở quở quờ quà nghề ghế kỷ ky lý thuý thúy hoà hòa oẻ rượu bưởi đường thuyền ngoạch
    loăng quăng quẹo quýt xuýt tuyn mỷ páo lử sùng giàng thào vừ dê ón seo mông dao tày nùng lự cống
"""


@pytest.mark.parametrize("word", SYLLABLES.split())
def test_a_syllable_is_one(word):
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


NO_SYLLABLES = "brâu kơ ci nghà gê quc hoc bất̀ xqz ñi zo ươ aâ niê blô müller côc v¨n"


@pytest.mark.parametrize("word", NO_SYLLABLES.split())
def test_what_is_no_syllable_is_none(word):
    assert not is_syllable(word)

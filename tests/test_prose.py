"""Prose with nothing wrong comes back byte for byte, in each language with its own quotes and spaces."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cleantext import Cleaner

WEB = Cleaner("web")
SENTENCES = {
    "English": "The ferry didn't sail until noon – the harbour was full of ice, and \"nobody\" had been told. It's 10° colder than in '97.",
    "German": "Die Fähre fuhr erst um 12 Uhr: „Der Hafen ist zugefroren“, sagte die Kapitänin, ‚leider‘ ohne Ausnahme.",
    "French": "Le bac n'est parti qu'à midi\u00a0: «\u00a0le port est gelé\u00a0», disait la capitaine. Vraiment\u202f? Oui\u202f; l'œuvre est finie\u202f!",
    "Spanish": "¿Cuándo sale el barco? «El puerto está helado», dijo la capitana; ¡qué año!",
    "Portuguese": "A balsa só partiu ao meio-dia: «o porto está gelado», disse a capitã, à espera de São João.",
    "Italian": "Il traghetto è partito a mezzogiorno: «il porto è ghiacciato», disse la capitana; perché, non si sa.",
    "Dutch": "De veerboot vertrok pas om twaalf uur; de haven was bevroren, zei de kapitein, 's morgens al. Zij coördineerde alles.",
    "Swedish": "Färjan gick först klockan tolv – hamnen var frusen, sade kaptenen på Öland, och väntade på våren.",
    "Polish": "Prom odpłynął dopiero w południe: „Port zamarzł” – powiedziała kapitan z Łodzi, żegnając się z załogą.",
    "Czech": "Přívoz vyjel až v poledne: „Přístav zamrzl,“ řekla kapitánka, ‚bohužel‘ právě včera.",
    "Hungarian": "A komp csak délben indult: „Befagyott a kikötő” – mondta a kapitány, és »várt« a tőrrel.",
    "Turkish": "Vapur öğlene kadar kalkmadı; kaptan, \"Liman buz tuttu\" dedi. Iğdır'dan İzmir'e ışık yoktu.",
    "Vietnamese": "Chuyến phà chỉ rời bến lúc giữa trưa; thuyền trưởng nói rằng cảng đã đóng băng từ tối hôm trước.",
    "Russian": "Паром отошёл только в полдень: «Порт замёрз, — сказала капитан, — „увы“, до весны».",
    "Ukrainian": "Пором відійшов лише опівдні: «Порт замерз», — сказала капітанка; об’їзду немає, її подвір’я — «далеко».",
    "Greek": "Το πλοίο έφυγε το μεσημέρι: «Το λιμάνι πάγωσε», είπε η καπετάνισσα· γιατί; Ουδείς ξέρει.",
    "Hebrew": 'המעבורת יצאה רק בצהריים: "הנמל קפא", אמרה רב־החובלת\u200f (בת 40)\u200f.',
    "Arabic": "لم تبحر العبّارة إلا ظهرًا: «تجمّد الميناء»، قالت القبطانة؛ فمتى تبحر غدًا؟",
    "Persian": "کشتی تا ظهر راه نیفتاد: «بندر یخ زده است»، ناخدا می‌گفت؛ کتاب‌ها و نامه‌ها می‌مانند.",
    "Hindi": "नाव दोपहर तक नहीं चली। कप्तान ने कहा कि बंदरगाह जम गया है, और क्‍या पता कब खुले।",
    "Bengali": "ফেরি দুপুরের আগে ছাড়েনি। ক্যাপ্টেন বললেন, বন্দর জমে গেছে, র‍্যাম্প বন্ধ।",
    "Tamil": "படகு நண்பகல் வரை புறப்படவில்லை. துறைமுகம் உறைந்தது என்று தலைவர் சொன்னார்.",
    "Thai": "เรือข้ามฟากออกเดินทางตอนเที่ยง กัปตันบอกว่าท่าเรือเป็นน้ำแข็งตั้งแต่เมื่อคืน และน้ำก็ไม่ไหล",
    "Khmer": "ទូក\u200bចេញ\u200bដំណើរ\u200bនៅ\u200bថ្ងៃត្រង់",
    "Chinese": "渡轮直到中午才开航。船长说：“港口结冰了。”他又问：“何时能走？”《港口志》……",
    "Chinese, Taiwan": "渡輪直到中午才開航。船長說：「港口結冰了。」『真的？』",
    "Japanese": "\u3000船は正午まで出なかった。「港が凍った」と船長は言った。『本当に？』ガギグ、ＡＢＣ……",
    "Korean": "배는 정오에야 떠났다. “항구가 얼었다”고 선장이 말했다. ‘언제 갈까?’",
    "Emoji": "We made it 👩🏽‍🚀🏴󠁧󠁢󠁳󠁣󠁴󠁿❤️ to the harbour, 5′ 10″ of ice, 10² m², ½ a cup, x₁ ≤ y, № 5, 7 €.",
}


@pytest.mark.parametrize("language", SENTENCES)
@pytest.mark.parametrize("ends", ["\n", "\r\n", ""])
def test_sound_prose_stays(language: str, ends: str) -> None:
    text = f"{SENTENCES[language]}{ends}{ends}{SENTENCES[language]}{ends}" if ends else SENTENCES[language]
    cleaning = WEB.clean(text)
    assert cleaning.text == text, list(cleaning.patch)


@pytest.mark.parametrize("language", SENTENCES)
def test_sound_prose_stays_under_minimal(language: str) -> None:
    assert not Cleaner("minimal").clean(SENTENCES[language]).changed


def test_text_that_needs_no_repair_does_not_load_ftfy() -> None:
    source = "import sys; from cleantext import clean; clean(sys.argv[1]); sys.exit('ftfy' in sys.modules)"
    texts = [SENTENCES[name] for name in ("German", "French", "Polish", "Russian", "Arabic", "Hindi", "Japanese")]
    for text in ("\n".join(texts[:4]), "\n".join(texts[4:])):
        assert subprocess.run([sys.executable, "-c", source, text], check=False).returncode == 0, text

"""Pages in the way of news sites, written for the tests: menu, title, text, and what stands around it."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    before: list[str]
    title: str
    text: list[str]
    after: list[str]

    @property
    def dump(self) -> str:
        return "\n\n".join([self.title, *self.before, self.title, *self.text, *self.after]) + "\n"


PAGES = {
    "en": Page(
        ["Skip to content", "Home", "News", "Sport", "Weather", "Travel", "Log in", "Subscribe"],
        "Old ferry returns to the lake after ten years",
        [
            "The steam ferry that once carried half the valley to market is back in service after a repair that took the town ten years and most of its patience.",
            "Engineers replaced the boiler, the deck and every window, and they found a letter from 1912 behind a panel of the captain's cabin.",
            "The harbour master said that the boat would sail four times a day until October. Tickets cost the same as a bus ride, he added, because the council wants people to use it.",
            "Several hundred people stood on the pier on Sunday morning, and when the whistle blew for the first time a good many of them were in tears.",
        ],
        ["Share", "Facebook", "Twitter", "Email", "Related articles", "Bridge repairs delayed again", "Market hall to reopen in May", "Council votes on budget", "About us", "Contact", "Privacy policy", "© 2024 The Valley Post. All rights reserved."],
    ),
    "de": Page(
        ["Zum Inhalt springen", "Startseite", "Nachrichten", "Sport", "Wetter", "Anmelden", "Abo"],
        "Alte Fähre kehrt auf den See zurück",
        [
            "Die Dampffähre, die einst das halbe Tal zum Markt brachte, fährt wieder, nachdem die Stadt zehn Jahre lang an ihr gearbeitet hat.",
            "Die Ingenieure ersetzten den Kessel, das Deck und alle Fenster, und hinter einer Wand der Kapitänskabine fanden sie einen Brief aus dem Jahr 1912.",
            "Der Hafenmeister sagte, das Schiff werde bis Oktober viermal am Tag fahren. Eine Karte koste so viel wie eine Busfahrt, denn die Gemeinde wolle, dass die Leute es benutzen.",
            "Mehrere hundert Menschen standen am Sonntagmorgen am Ufer, und als die Pfeife zum ersten Mal ertönte, hatten viele von ihnen Tränen in den Augen.",
        ],
        ["Teilen", "Facebook", "Twitter", "Mehr zum Thema", "Brücke bleibt länger gesperrt", "Markthalle öffnet im Mai", "Impressum", "Datenschutz", "Kontakt", "© 2024 Talpost"],
    ),
    "fr": Page(
        ["Aller au contenu", "Accueil", "Actualités", "Sport", "Météo", "Connexion", "S'abonner"],
        "Le vieux bac revient sur le lac",
        [
            "Le bac à vapeur qui menait autrefois la moitié de la vallée au marché a repris du service après dix ans de travaux payés par la commune.",
            "Les ingénieurs ont remplacé la chaudière, le pont et toutes les fenêtres, et ils ont trouvé une lettre de 1912 derrière une cloison de la cabine.",
            "Le chef du port a déclaré que le bateau partirait quatre fois par jour jusqu'en octobre. Le billet coûte le prix d'un trajet en bus, a-t-il ajouté, parce que la mairie veut que les gens s'en servent.",
            "Plusieurs centaines de personnes attendaient sur le quai dimanche matin, et beaucoup d'entre elles pleuraient quand le sifflet a retenti pour la première fois.",
        ],
        ["Partager", "Facebook", "Twitter", "À lire aussi", "Le pont reste fermé", "La halle rouvrira en mai", "Mentions légales", "Contact", "© 2024 La Vallée"],
    ),
    "ru": Page(
        ["Главная", "Новости", "Спорт", "Погода", "Войти", "Подписаться"],
        "Старый паром вернулся на озеро",
        [
            "Паровой паром, который когда-то возил на рынок половину долины, снова ходит по озеру после ремонта, занявшего у города десять лет.",
            "Инженеры заменили котёл, палубу и все окна, а за стеной капитанской каюты нашли письмо, написанное в 1912 году.",
            "Начальник порта сказал, что судно будет ходить четыре раза в день до октября. Билет стоит столько же, сколько поездка на автобусе, добавил он, потому что город хочет, чтобы люди им пользовались.",
            "В воскресенье утром на пристани стояло несколько сотен человек, и когда раздался первый гудок, многие из них плакали.",
        ],
        ["Поделиться", "ВКонтакте", "Telegram", "Читайте также", "Мост закрыт до лета", "Рынок откроется в мае", "Контакты", "О проекте", "© 2024 Вестник долины"],
    ),
    "zh": Page(
        ["首页", "新闻", "体育", "天气", "登录", "订阅"],
        "老渡轮重返湖面",
        [
            "曾经把半个山谷的人送到集市的蒸汽渡轮，在小城花了十年时间修理之后，终于重新投入使用，居民们对此期待已久。",
            "工程师们更换了锅炉、甲板和所有的窗户，还在船长室的一块木板后面发现了一封写于一九一二年的信，信纸仍然完好。",
            "港务负责人表示，渡轮将每天开行四班，一直持续到十月。他还说，船票和公共汽车票一样便宜，因为市政府希望大家都来乘坐。",
            "星期天早上，几百人站在码头上等候，当汽笛第一次响起的时候，许多人都流下了眼泪，也有人唱起了从前的歌。",
        ],
        ["分享", "微博", "微信", "相关新闻", "大桥维修再次推迟", "市场五月重新开放", "关于我们", "联系我们", "版权所有 © 2024"],
    ),
    "ar": Page(
        ["الرئيسية", "أخبار", "رياضة", "الطقس", "تسجيل الدخول", "اشترك"],
        "العبّارة القديمة تعود إلى البحيرة",
        [
            "عادت العبّارة البخارية التي كانت تنقل نصف أهل الوادي إلى السوق إلى العمل بعد إصلاح استغرق من المدينة عشر سنوات كاملة.",
            "استبدل المهندسون المرجل وسطح السفينة وجميع النوافذ، ووجدوا خلف جدار غرفة القبطان رسالة كتبت قبل أكثر من مئة عام.",
            "وقال مدير الميناء إن السفينة ستبحر أربع مرات في اليوم حتى شهر أكتوبر. وأضاف أن ثمن التذكرة يساوي ثمن ركوب الحافلة لأن البلدية تريد أن يستخدمها الناس.",
            "ووقف مئات الناس على الرصيف صباح يوم الأحد، وعندما سمعوا صوت الصافرة لأول مرة بكى كثير منهم من الفرح.",
        ],
        ["شارك", "فيسبوك", "تويتر", "اقرأ أيضا", "الجسر مغلق حتى الصيف", "السوق يفتح في مايو", "اتصل بنا", "من نحن", "جميع الحقوق محفوظة"],
    ),
}  # fmt: skip

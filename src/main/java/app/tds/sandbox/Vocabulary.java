package app.tds.sandbox;

import java.util.List;
import java.util.Random;

/** The words of an Iraqi distribution company. */
final class Vocabulary {

    static final List<String> ARABIC_TRADES =
            List.of("شركة %s للتجارة العامة", "مؤسسة %s", "أسواق %s", "مكتب %s للمواد المنزلية", "شركة %s للتوزيع");
    static final List<String> LATIN_TRADES =
            List.of("%s General Trading", "%s Stores", "%s & Sons", "Al-%s Company", "%s Import-Export");
    static final List<String> ARABIC_HOUSES = List.of(
            "الرافدين",
            "دجلة",
            "الفرات",
            "بابل",
            "النخيل",
            "الزهراء",
            "سومر",
            "الحدباء",
            "النور",
            "السلام",
            "أربيل",
            "المنصور");
    static final List<String> LATIN_HOUSES = List.of(
            "Zagros", "Mansour", "Karrada", "Nahrain", "Shorja", "Hewler", "Ashur", "Rasheed", "Ninawa", "Basrah");
    static final List<String> ARABIC_FIRST = List.of("علي", "حسين", "زينب", "فاطمة", "عمر", "مصطفى", "نور", "أحمد");
    static final List<String> ARABIC_LAST = List.of("الجبوري", "العبيدي", "الموسوي", "الدليمي", "الربيعي", "الكناني");
    static final List<String> LATIN_FIRST = List.of("Ali", "Shwan", "Dilan", "Noor", "Hiwa", "Sara", "Omar", "Zainab");
    static final List<String> LATIN_LAST = List.of("Barzinji", "Al-Tamimi", "Salih", "Hassan", "Talabani", "Al-Saadi");
    static final List<String> CITIES = List.of(
            "Baghdad", "بغداد", "Erbil", "أربيل", "Basra", "البصرة", "الموصل", "النجف", "Sulaymaniyah", "كركوك");
    static final List<String> STREETS =
            List.of("شارع الرشيد", "Palestine Street", "شارع فلسطين", "60 Meter Road", "شارع الكورنيش");
    static final List<String> REGIONS = List.of("Centre", "North", "South", "الفرات الأوسط");
    static final List<String> BRANDS = List.of("Tigris", "Beko", "دجلة", "Royal", "Zêr", "");
    static final List<String> GOODS = List.of(
            "Electric Kettle",
            "Rice Cooker",
            "مروحة سقف",
            "سخان ماء",
            "Extension Cable",
            "طقم أكواب",
            "LED Lamp",
            "خلاط كهربائي",
            "Gas Regulator",
            "مكواة بخار",
            "Water Filter",
            "سجادة صلاة",
            "Vacuum Flask",
            "قدر ضغط",
            "Power Strip",
            "شاحن سريع");
    static final List<String> MODELS = List.of("Classic", "Plus", "Pro", "ممتاز", "Eco", "حجم عائلي", "2026", "Mini");
    static final List<String> SERVICES = List.of("Delivery", "التركيب والصيانة", "Extended Warranty", "خدمة النقل");
    static final List<String> CATEGORIES = List.of("Kitchen", "أجهزة كهربائية", "Lighting", "أدوات منزلية", "");
    static final List<String> ORIGINS = List.of("Türkiye", "الصين", "Iran", "العراق", "");
    static final List<String> SALESPEOPLE = List.of("", "Rawand Aziz", "هدى السامرائي", "Karim Nouri");
    static final List<String> COLOURS = List.of("أبيض", "أسود", "فضي", "أحمر");
    static final List<String> SIZES = List.of("S", "M", "L", "XL");

    private Vocabulary() {}

    static String pick(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}

package app.tds.zoho;

import org.springframework.http.HttpStatus;

/** How an authorization ended, in words for the person in front of the browser. */
enum ConnectOutcome {
    CONNECTED(
            HttpStatus.OK,
            "Connected to Zoho. You can close this page.",
            "تم الاتصال بـ Zoho. يمكنك إغلاق هذه الصفحة."),
    DENIED(
            HttpStatus.FORBIDDEN,
            "Access was not granted in Zoho, so nothing was connected. Begin again and accept.",
            "لم يُمنح الإذن في Zoho، لذلك لم يتم الاتصال. ابدأ من جديد ووافق على الطلب."),
    EXPIRED(
            HttpStatus.BAD_REQUEST,
            "The answer came more than ten minutes after the question, so nothing was connected. Begin again.",
            "وصل الرد بعد أكثر من عشر دقائق، لذلك لم يتم الاتصال. ابدأ من جديد."),
    USED(
            HttpStatus.BAD_REQUEST,
            "This answer was used before; nothing was done now. If the first page said connected, all is well;"
                    + " otherwise begin again.",
            "سبق استخدام هذا الرد، ولم يُنفَّذ شيء الآن. إن ظهر لك الاتصال من قبل فكل شيء على ما يرام، وإلا فابدأ من جديد."),
    UNKNOWN(
            HttpStatus.BAD_REQUEST,
            "This answer belongs to no question of ours, so nothing was done. Begin again.",
            "هذا الرد لا يخص أي طلب أرسلناه، لذلك لم يُنفَّذ شيء. ابدأ من جديد."),
    OTHER_BROWSER(
            HttpStatus.BAD_REQUEST,
            "This browser has not begun the connection, so nothing was connected. Begin again in this browser, at the"
                    + " address that Zoho sends its answer to.",
            "لم يبدأ الاتصال من هذا المتصفح، لذلك لم يتم الاتصال. ابدأ من جديد في هذا المتصفح، وبالعنوان الذي يرسل Zoho رده إليه."),
    FOREIGN_SERVER(
            HttpStatus.BAD_REQUEST,
            "The answer names an accounts server that is not one of Zoho's. Nothing was sent to it and nothing was"
                    + " connected.",
            "يذكر الرد خادم حسابات ليس من خوادم Zoho. لم يُرسَل إليه شيء ولم يتم الاتصال."),
    INCOMPLETE(
            HttpStatus.BAD_REQUEST,
            "Zoho's answer holds no code, so nothing was connected. Begin again.",
            "لا يحتوي رد Zoho على رمز، لذلك لم يتم الاتصال. ابدأ من جديد."),
    GONE(
            HttpStatus.BAD_REQUEST,
            "The connection is no longer configured, so nothing was connected.",
            "لم يعد هذا الاتصال موجودًا في الإعدادات، لذلك لم يتم الاتصال."),
    REFUSED(
            HttpStatus.BAD_GATEWAY,
            "Zoho did not make the connection. This is why:",
            "لم يُنشئ Zoho الاتصال. السبب مذكور أدناه:");

    private final HttpStatus status;
    private final String english;
    private final String arabic;

    ConnectOutcome(HttpStatus status, String english, String arabic) {
        this.status = status;
        this.english = english;
        this.arabic = arabic;
    }

    HttpStatus status() {
        return status;
    }

    String english() {
        return english;
    }

    String arabic() {
        return arabic;
    }
}

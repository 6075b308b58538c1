package app.tds;

/** Starts the application. */
public final class TdsApplication {

    private TdsApplication() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}

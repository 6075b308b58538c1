package app.tds.sandbox;

/** What the accounts server says instead of a token: mostly with status 200. */
final class TokenRefused extends RuntimeException {

    private final int status;
    private final String body;

    TokenRefused(String error) {
        this(200, "{\"error\":\"" + error + "\"}");
    }

    private TokenRefused(int status, String body) {
        super(body);
        this.status = status;
        this.body = body;
    }

    static TokenRefused throttled() {
        return new TokenRefused(
                400,
                "{\"error_description\":\"You have made too many requests continuously. Please try again after some time.\","
                        + "\"error\":\"Access Denied\",\"status\":\"failure\"}");
    }

    static TokenRefused badRequest(String error) {
        return new TokenRefused(400, "{\"error\":\"" + error + "\"}");
    }

    Answer answer() {
        return Answer.json(status, body);
    }
}

package app.tds.sandbox;

import java.time.Instant;
import java.util.Map;

/** One call the sandbox answered; status 0 when it hung up instead. */
public record Call(Instant at, String method, String path, Map<String, String> query, int status, int zohoCode) {}

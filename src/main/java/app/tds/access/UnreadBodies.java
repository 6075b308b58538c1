package app.tds.access;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/**
 * Closes the connection of a request that was answered before its body was there. Tomcat would read the rest of the body
 * first, and a sender that stops in the middle would keep a thread.
 */
class UnreadBodies extends ValveBase {

    private static final int MOST_AT_HAND = 256 << 10;

    UnreadBodies() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (!request.isAsync() && !request.isFinished() && !isEmptied(request)) {
            if (!response.isCommitted()) {
                // Or the sender would send its next request on this connection, and lose it.
                response.setHeader("Connection", "close");
            }
            request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
        }
    }

    /** Reads what has come already, without waiting for more: a sender whose bytes are refused may not see the answer. */
    private static boolean isEmptied(Request request) throws IOException {
        InputStream body = request.getStream();
        int read = 0;
        for (int here = atHand(request); read < MOST_AT_HAND && here > 0; here = atHand(request)) {
            read += (int) Math.max(1, body.skip(here));
        }
        return request.isFinished();
    }

    private static int atHand(Request request) {
        request.getCoyoteRequest().action(ActionCode.AVAILABLE, Boolean.TRUE);
        return request.isFinished() ? 0 : request.getCoyoteRequest().getAvailable();
    }
}

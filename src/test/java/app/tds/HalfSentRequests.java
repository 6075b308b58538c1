package app.tds;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Connections that send the beginning of a request and then nothing more. */
public final class HalfSentRequests implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 15_000;

    private final List<Socket> sockets = new ArrayList<>();
    private int announced;

    /** Begins so many POSTs of a body that is longer than what is sent of it. */
    public HalfSentRequests(URI address, int many, String... headers) throws IOException {
        String head = "POST " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority()
                + "\r\nContent-Length: 900000\r\n"
                + String.join(
                        "",
                        List.of(headers).stream().map(header -> header + "\r\n").toList()) + "\r\n{\"half\":";
        for (int i = 0; i < many; i++) {
            var socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
            sockets.add(socket);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
        }
    }

    /** The statuses of their answers. */
    public List<Integer> statuses() throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (Socket socket : sockets) {
            var answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String line = answer.readLine();
            statuses.add(line == null ? 0 : Integer.parseInt(line.split(" ")[1]));
            while (line != null && !line.isEmpty()) {
                announced += line.equalsIgnoreCase("Connection: close") ? 1 : 0;
                line = answer.readLine();
            }
        }
        return statuses;
    }

    /** How many answers said that the connection ends with them; the statuses must have been read before. */
    public int announced() {
        return announced;
    }

    /** How many of them the server has ended; an answer must have been read before. */
    public long ended() throws IOException {
        long ended = 0;
        for (Socket socket : sockets) {
            socket.setSoTimeout(1_000);
            try {
                while (socket.getInputStream().read() >= 0) {
                    // The rest of the answer.
                }
                ended++;
            } catch (java.net.SocketTimeoutException open) {
                // Still there.
            } catch (IOException reset) {
                ended++;
            }
        }
        return ended;
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}

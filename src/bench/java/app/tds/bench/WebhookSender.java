package app.tds.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Sends signed deliveries, all different, as a process of its own with one thread, so that it takes little from those who
 * are measured. Each has its moment, at random ones with the given rate, whatever became of those before; how long one
 * takes is counted from its moment, also if no connection is free then.
 */
final class WebhookSender {

    /** Deliveries before those that count, as fast as they can: this process has just started, and is slow at first. */
    static final int WARM_UP = 500;

    private static final int HEAD_OF_ANSWER = 4_096;

    private final InetSocketAddress server;
    private final ByteBuffer[] requests;
    private final long[] nanos;
    private final Deque<Connection> free = new ArrayDeque<>();
    private final Selector selector = Selector.open();
    private int sent;
    private int answered;

    private WebhookSender(URI address, String secret, String document, String name, int count, int connections)
            throws IOException, GeneralSecurityException {
        server = new InetSocketAddress(address.getHost(), address.getPort());
        requests = new ByteBuffer[count];
        nanos = new long[count];
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        for (int number = 0; number < count; number++) {
            byte[] body = ("{\"number\":\"" + name + "." + number + "\",\"invoice\":" + document + "}")
                    .getBytes(StandardCharsets.UTF_8);
            byte[] head = ("POST " + address.getPath()
                            + " HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\n"
                            + "X-Zoho-Webhook-Signature: " + HexFormat.of().formatHex(mac.doFinal(body))
                            + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII);
            requests[number] = ByteBuffer.allocate(head.length + body.length)
                    .put(head)
                    .put(body)
                    .flip();
        }
        for (int i = 0; i < connections; i++) {
            free.add(new Connection());
        }
    }

    /** Runs one; a rate of 0 is as fast as the answers come. */
    static Latencies run(
            URI address, String secret, String document, String name, int count, int connections, int perSecond)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WebhookSender.class.getName(),
                        address.toString(),
                        secret,
                        name,
                        Integer.toString(count),
                        Integer.toString(connections),
                        Integer.toString(perSecond)))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(document.getBytes(StandardCharsets.UTF_8));
        }
        String line =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (process.waitFor() != 0 || line == null) {
            throw new IOException("the sender failed");
        }
        return Latencies.parse(line);
    }

    /** What {@link #run} starts: address, secret, name, count, connections, rate; the document is its input. */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[3]);
        int perSecond = Integer.parseInt(args[5]);
        WebhookSender sender = new WebhookSender(
                URI.create(args[0]),
                args[1],
                new String(System.in.readAllBytes(), StandardCharsets.UTF_8),
                args[2],
                WARM_UP + count,
                Integer.parseInt(args[4]));
        sender.send(new long[WARM_UP], true);
        long[] moments = new long[count];
        Random random = new Random(args[2].hashCode());
        double seconds = 0;
        for (int i = 0; perSecond > 0 && i < count; i++) {
            seconds -= Math.log(1 - random.nextDouble()) / perSecond;
            moments[i] = (long) (seconds * 1e9);
        }
        long began = System.nanoTime();
        sender.send(moments, perSecond == 0);
        double took = (System.nanoTime() - began) / 1e9;
        long[] counted = Arrays.copyOfRange(sender.nanos, WARM_UP, WARM_UP + count);
        System.out.println(Latencies.of(counted, took).line());
    }

    private void send(long[] moments, boolean asap) throws IOException {
        long began = System.nanoTime();
        int first = sent;
        int end = first + moments.length;
        while (answered < end) {
            long now = System.nanoTime() - began;
            while (sent < end && moments[sent - first] <= now && !free.isEmpty()) {
                free.poll().send(sent, began + (asap ? now : moments[sent - first]));
                sent++;
            }
            if (sent == end || free.isEmpty()) {
                selector.select();
            } else {
                selector.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(moments[sent - first] - now)));
            }
            for (SelectionKey key : selector.selectedKeys()) {
                ((Connection) key.attachment()).read();
            }
            selector.selectedKeys().clear();
        }
    }

    /** A connection that is kept as long as the server keeps it. */
    private final class Connection {

        private final ByteBuffer answer = ByteBuffer.allocate(HEAD_OF_ANSWER);
        private SocketChannel channel;
        private int number;
        private long moment;

        Connection() throws IOException {
            channel = connect();
        }

        private SocketChannel connect() throws IOException {
            SocketChannel opened = SocketChannel.open(server);
            opened.setOption(StandardSocketOptions.TCP_NODELAY, true);
            opened.configureBlocking(false);
            opened.register(selector, SelectionKey.OP_READ, this);
            return opened;
        }

        void send(int request, long at) throws IOException {
            number = request;
            moment = at;
            while (requests[request].hasRemaining()) {
                channel.write(requests[request]);
            }
        }

        void read() throws IOException {
            if (channel.read(answer) < 0) {
                throw new IOException("closed before its answer came");
            }
            String head = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
            if (!head.endsWith("\r\n\r\n")) {
                return;
            }
            if (!head.startsWith("HTTP/1.1 202")) {
                throw new IOException(head);
            }
            nanos[number] = System.nanoTime() - moment;
            answered++;
            answer.clear();
            if (head.contains("Connection: close")) {
                channel.close();
                channel = connect();
            }
            free.add(this);
        }
    }
}

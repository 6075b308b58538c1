package app.tds.dashboard;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What lies between a browser and a process: cut, it is as if the process were killed; held, as if it hung. */
final class Wire implements AutoCloseable {

    private volatile ServerSocket server = listen(0);
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final int target;
    private volatile boolean held;

    Wire(int target) throws IOException {
        this.target = target;
        accept();
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    private void accept() {
        ServerSocket open = server;
        start(() -> {
            while (true) {
                Socket near = open.accept();
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                sockets.addAll(List.of(near, far));
                if (open.isClosed()) {
                    near.close(); // The wire was cut while this connection was being made.
                    far.close();
                }
                start(() -> pass(near, far));
                start(() -> pass(far, near));
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    private void pass(Socket from, Socket to) throws IOException {
        byte[] some = new byte[8192];
        for (int read = from.getInputStream().read(some);
                read >= 0;
                read = from.getInputStream().read(some)) {
            if (!held) {
                to.getOutputStream().write(some, 0, read);
            }
        }
        to.close();
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException over) {
                // The wire is cut, or an end has left.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    /** Nothing passes any more. */
    void hold() {
        held = true;
    }

    /** Nothing is connected any more, nor can be. */
    void cut() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    /** What was cut can be connected again, at the same place. */
    void mend() throws IOException {
        if (!server.isClosed()) {
            return;
        }
        server = listen(server.getLocalPort());
        accept();
    }

    @Override
    public void close() throws IOException {
        cut();
    }
}

package app.tds.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor time used so far.
 *
 * @param java seconds of this process
 * @param postgres seconds of PostgreSQL, all its processes; 0 where there is no {@code /proc}
 */
record CpuTime(double java, double postgres) {

    private static final Path PROC = Path.of("/proc");
    private static final double TICKS = 100;

    static CpuTime now(long postmaster) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new CpuTime(system.getProcessCpuTime() / 1e9, postgres(postmaster));
    }

    CpuTime since(CpuTime before) {
        return new CpuTime(java - before.java, postgres - before.postgres);
    }

    /** Seconds that one process has used. */
    static double of(long process) {
        return ticks(PROC.resolve(Long.toString(process)), process) / TICKS;
    }

    private static double postgres(long postmaster) {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                            .filter(it -> Character.isDigit(
                                    it.getFileName().toString().charAt(0)))
                            .mapToLong(it -> ticks(it, postmaster))
                            .sum()
                    / TICKS;
        } catch (IOException | RuntimeException noProc) {
            return 0;
        }
    }

    /** Of the postmaster also what its children had used when they ended. */
    private static long ticks(Path process, long postmaster) {
        try {
            String stat = Files.readString(process.resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long used = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            if (process.getFileName().toString().equals(Long.toString(postmaster))) {
                return used + Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
            }
            return fields[1].equals(Long.toString(postmaster)) ? used : 0;
        } catch (IOException gone) {
            return 0;
        }
    }
}

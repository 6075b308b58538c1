package app.tds;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The application; {@code app.tds.command} decides what a start of it does. */
@SpringBootApplication
public class TdsApplication {

    /** The only source of the present. */
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** Starts without a command line, as an application server or a test does. */
    public static void main(String[] args) {
        SpringApplication.run(TdsApplication.class, args);
    }
}

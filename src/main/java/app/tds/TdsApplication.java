package app.tds;

import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
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

    /** What the settings make of this process. */
    @Bean
    ThisProcess thisProcess(@Value("${tds.schedule.enabled:false}") boolean serves) {
        return new ThisProcess(serves);
    }

    /** Starts without a command line, as an application server or a test does. */
    public static void main(String[] args) {
        SpringApplication.run(TdsApplication.class, args);
    }
}

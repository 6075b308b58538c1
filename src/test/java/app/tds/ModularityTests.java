package app.tds;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Calendar;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;

class ModularityTests {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("app.tds");

    @Test
    void modulesUseOnlyWhatTheyDeclare() {
        ApplicationModules.of("app.tds").verify();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            org.springframework.batch..               | pipeline launch  | Spring Batch is how we run, not what we do
            org.quartz..                              | schedule         | everything else must not care who keeps the time
            org.springframework.security..            | access           | who may call what is said in one place
            org.springframework.web.reactive..        | zoho             | nobody but zoho talks HTTP to Zoho
            org.springframework.boot.env..            | jobs             | facts are in job files, and only there
            org.yaml..                                | jobs             | facts are in job files, and only there
            org.springframework.mail..                | notification     | people are told by the outbox, or nobody knows whether they were
            io.zonky..                                | database         | the rest must run on any PostgreSQL
            picocli..                                 | command          | a run must not know that a person typed it
            io.github.bucket4j..                      | zoho             | one budget of calls, kept where calls are made
            io.github.resilience4j..                  | zoho             | retries in two layers multiply
            """)
    void eachTechnologyHasOneHome(String technology, String homes, String because) {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages(homes))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technology)
                .because(because)
                .allowEmptyShould(true)
                .check(MAIN);
    }

    @Test
    void theDatabaseIsAskedByThoseWhoKeepSomething() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        packages(
                                "mirror pipeline launch schedule access zoho monitoring database webhook event alarm notification image"))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.jdbc..", "java.sql..", "org.postgresql..")
                .because("what is kept has an owner that offers it as a type")
                .check(MAIN);
    }

    @Test
    void rowsAreReadToTheirEnd() {
        noClasses()
                .should()
                .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
                .because(
                        "a stream of rows keeps its connection until it is closed, and nobody closes it; list() gives it back")
                .check(MAIN);
    }

    @Test
    void nobodyKnowsZoho() {
        noClasses()
                .that()
                .resideOutsideOfPackages(packages("zoho"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("app.tds.zoho..")
                .because("another integration must fit in beside it without a change elsewhere")
                .check(MAIN);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Instant.class,
                LocalDate.class,
                LocalTime.class,
                LocalDateTime.class,
                OffsetTime.class,
                OffsetDateTime.class,
                ZonedDateTime.class,
                Year.class,
                YearMonth.class,
                MonthDay.class
            })
    void timeComesThroughTheConstructor(Class<?> type) {
        noClasses()
                .should()
                .callMethod(type, "now")
                .because("tests move a clock instead of waiting")
                .check(MAIN);
    }

    @Test
    void theTimeOfTheMachineIsNotAskedForInOldWaysEither() {
        noClasses()
                .should()
                .callConstructor(Date.class)
                .orShould()
                .callMethod(Calendar.class, "getInstance")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .because("tests move a clock instead of waiting")
                .check(MAIN);
    }

    @Test
    void fieldsAreNotInjected() {
        noFields()
                .should()
                .beAnnotatedWith(Autowired.class)
                .because("a constructor shows what a class needs, and a test can call it")
                .check(MAIN);
    }

    @Test
    void noRowsAreReadAsAStreamThatHoldsItsConnection() {
        noClasses()
                .should()
                .callMethod(org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec.class, "stream")
                .because("a stream of rows that nobody closes keeps its connection for ever; list() gives it back")
                .check(MAIN);
    }

    private static String[] packages(String names) {
        return Stream.of(names.split(" ")).map(it -> "app.tds." + it + "..").toArray(String[]::new);
    }
}

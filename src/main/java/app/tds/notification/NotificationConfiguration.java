package app.tds.notification;

import app.tds.InvalidConfiguration;
import app.tds.Repeated;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HeartbeatSettings.class)
class NotificationConfiguration {

    @Bean
    Receivers receivers(Environment environment) {
        ReceiversFile.Reading reading = new ReceiversFile(environment).read();
        if (!reading.problems().isEmpty()) {
            throw new InvalidConfiguration(reading.problems());
        }
        return reading.receivers();
    }

    @Bean
    Repeated deliveryByMail(MailChannel channel, Courier courier) {
        return new Delivery(channel, courier);
    }

    @Bean
    Repeated deliveryBySlack(SlackChannel channel, Courier courier) {
        return new Delivery(channel, courier);
    }

    @Bean
    Repeated deliveryByTelegram(TelegramChannel channel, Courier courier) {
        return new Delivery(channel, courier);
    }

    @Bean
    Repeated deliveryByWebhook(WebhookChannel channel, Courier courier) {
        return new Delivery(channel, courier);
    }

    @Bean
    Repeated deliveryToAlertmanager(AlertmanagerChannel channel, Courier courier) {
        return new Delivery(channel, courier);
    }

    @Bean
    Repeated deliveryToLog(LogChannel channel, Courier courier) {
        return new Delivery(channel, courier);
    }
}

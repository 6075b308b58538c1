package app.tds.bench;

import app.tds.sandbox.CompanySize;
import app.tds.sandbox.Limits;
import app.tds.sandbox.Sandbox;
import app.tds.sandbox.SandboxSettings;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** A sandbox without limits that has a company of a chosen size. Arguments: items, contacts, invoices, sales orders, bills. */
final class CompanySandbox {

    private CompanySandbox() {}

    /** Prints the settings with which the application reaches it. */
    public static void main(String[] args) throws InterruptedException {
        var size = new CompanySize(number(args, 0), number(args, 1), number(args, 2), number(args, 3), number(args, 4));
        var settings = SandboxSettings.demo().withCompanies(size).withLimits(Limits.none());
        try (Sandbox sandbox = Sandbox.start(settings, Clock.systemUTC())) {
            System.out.println("tds.zoho.accounts-url=" + sandbox.accountsUrl());
            System.out.println("tds.zoho.client-id=" + sandbox.clientId());
            System.out.println("tds.zoho.client-secret=" + sandbox.clientSecret());
            System.out.println("tds.zoho.organizations=" + String.join(",", sandbox.organizationIds()));
            System.out.println("tds.zoho.refresh-token=" + sandbox.refreshToken());
            new CountDownLatch(1).await();
        }
    }

    private static int number(String[] args, int place) {
        return Integer.parseInt(args[place]);
    }
}

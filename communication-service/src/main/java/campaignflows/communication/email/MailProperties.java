package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.Security;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The mail library's properties of a connection, the same for SMTP and IMAP. */
final class MailProperties {
    private MailProperties() {}

    /** @param protocol {@code smtp} or {@code imap} */
    static Properties of(
            String protocol,
            Security security,
            @Nullable MailLogin login,
            MailSockets sockets,
            MailTls tls,
            CommunicationConfig.Email config) {
        boolean checked = security != Security.STARTTLS_IF_OFFERED;
        boolean upgrades = security == Security.STARTTLS || security == Security.STARTTLS_IF_OFFERED;
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(
                prefix + "connectiontimeout",
                Long.toString(config.connectTimeout().toMillis()));
        properties.put(prefix + "timeout", Long.toString(config.answerTimeout().toMillis()));
        properties.put(prefix + "socketFactory", sockets);
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "ssl.socketFactory", new TlsSockets(sockets, tls.factory(security)));
        properties.put(prefix + "ssl.enable", Boolean.toString(security == Security.TLS));
        properties.put(prefix + "ssl.checkserveridentity", Boolean.toString(checked));
        properties.put(prefix + "starttls.enable", Boolean.toString(upgrades));
        properties.put(prefix + "starttls.required", Boolean.toString(security == Security.STARTTLS));
        if (login != null) {
            properties.put(prefix + "auth.mechanisms", login.mechanisms());
        }
        return properties;
    }

    static Properties smtp(
            SmtpServer server, boolean utf8, MailSockets sockets, MailTls tls, CommunicationConfig.Email config) {
        MailLogin login = server.login();
        Properties properties = of("smtp", server.settings().security(), login, sockets, tls, config);
        properties.put("mail.smtp.auth", Boolean.toString(login != null));
        properties.put("mail.smtp.quitwait", "false");
        properties.put("mail.smtp.sendpartial", "false");
        properties.put("mail.smtp.reportsuccess", "false");
        properties.put("mail.smtp.userset", "true");
        properties.put("mail.smtp.noop.strict", "false");
        properties.put("mail.smtp.localhost", config.helloName());
        properties.put("mail.mime.allowutf8", Boolean.toString(utf8));
        return properties;
    }
}

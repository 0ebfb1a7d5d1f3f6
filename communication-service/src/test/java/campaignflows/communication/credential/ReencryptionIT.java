package campaignflows.communication.credential;

import static org.assertj.core.api.Assertions.assertThat;

import campaignflows.communication.support.FakeTelegram;
import campaignflows.communication.support.Settings;
import campaignflows.communication.support.WorldFixture;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A key of the installation is replaced by another one, with secrets of channels and agents in the tables. */
@NullMarked
class ReencryptionIT extends WorldFixture {
    private static final String NEXT_KEY = "YW5vdGhlci1rZXktb2YtMzItYnl0ZXMtaW4tYWxsISE=";

    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    private static final EncryptionKeys BOTH = new EncryptionKeys(
            Settings.with(Map.of("credentials-key", NEXT_KEY, "accepted-credentials-keys", Settings.KEY)));
    private static final EncryptionKeys NEXT = new EncryptionKeys(Settings.with(Map.of("credentials-key", NEXT_KEY)));

    private UUID channel;
    private UUID agent;

    @BeforeEach
    void create() {
        db.execute("truncate channels, agents cascade");
        channel = world.telegramChannel();
        agent = world.externalAgent("https://agent.example.org/sessions", SECRET, List.of(channel), List.of());
    }

    @Test
    void shouldWriteAllSecretsAgainSoThatTheFormerKeyMayGo() {
        ReencryptionService service = service(BOTH);

        assertThat(service.pass()).isEqualTo(new ReencryptionService.Pass(2, 0));
        assertThat(service.pass()).isEqualTo(new ReencryptionService.Pass(0, 0));

        CredentialCipher next = new CredentialCipher(NEXT);
        assertThat(next.decrypt(channel, stored("channels", "credentials")).botToken())
                .isEqualTo(FakeTelegram.TOKEN);
        assertThat(next.decryptText(agent, stored("agents", "secret"))).contains("current");
        assertThat(service(NEXT).pass()).isEqualTo(new ReencryptionService.Pass(0, 0));
    }

    @Test
    void shouldLeaveWhatNoKeyReadsAndGoOn() {
        db.execute("update channels set credentials = '\\x02000000000000'");

        assertThat(service(BOTH).pass()).isEqualTo(new ReencryptionService.Pass(1, 1));
        assertThat(stored("channels", "credentials")).hasSize(7);
    }

    @Test
    void shouldNotReplaceWhatWasChangedMeanwhile() {
        StoredSecretRepository secrets = new StoredSecretRepository();
        StoredSecretRepository.StoredSecret before = world.work
                .read(tx -> secrets.after(tx, StoredSecretRepository.Place.CHANNELS, null, 1))
                .getFirst();
        byte[] entered = world.cipher.encrypt(channel, Credentials.login("ann", "secret"));
        byte[] late =
                new CredentialCipher(BOTH).reencrypted(channel, before.bytes()).orElseThrow();

        world.work.useTransaction(
                tx -> assertThat(secrets.replace(tx, StoredSecretRepository.Place.CHANNELS, before, entered))
                        .isTrue());
        world.work.useTransaction(
                tx -> assertThat(secrets.replace(tx, StoredSecretRepository.Place.CHANNELS, before, late))
                        .isFalse());

        assertThat(stored("channels", "credentials")).isEqualTo(entered);
    }

    private ReencryptionService service(EncryptionKeys keys) {
        return new ReencryptionService(new StoredSecretRepository(), new CredentialCipher(keys), world.work);
    }

    private byte[] stored(String table, String column) {
        List<byte[]> all = world.work.read(tx ->
                tx.query("select %s as secret from %s".formatted(column, table)).list(row -> row.bytes("secret")));
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}

package campaignflows.local.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import campaignflows.local.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path temporary;

    @Test
    void shouldMakeAMarkedFolderAndKeepASecondLauncherOut() {
        Path path = temporary.resolve("a/b");
        try (DataFolder folder = DataFolder.open(path)) {
            assertThat(folder.root().resolve(DataFolder.MARKER)).exists();
            assertThatThrownBy(() -> DataFolder.open(path))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining(
                            "(process " + ProcessHandle.current().pid() + ") is running on the data folder");
        }
        DataFolder.open(path).close();
    }

    @Test
    void shouldRefuseAFolderOfSomebodyElse() throws IOException {
        Path precious = Files.writeString(temporary.resolve("thesis.txt"), "precious");

        assertThatThrownBy(() -> DataFolder.open(temporary))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("is no data folder of Campaign Flows");
        assertThat(precious).hasContent("precious");
        assertThat(temporary.resolve(DataFolder.MARKER)).doesNotExist();
    }

    @Test
    void shouldEmptyItselfButFollowNoLink() throws IOException {
        Path outside = Files.createDirectory(temporary.resolve("outside"));
        Path precious = Files.writeString(outside.resolve("thesis.txt"), "precious");
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Secrets.of(folder).tokenKey();
            Files.createSymbolicLink(folder.folder("uploads").resolve("link"), outside);

            folder.empty();

            try (var content = Files.list(folder.root())) {
                assertThat(content.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder(DataFolder.MARKER, DataFolder.LOCK);
            }
        }
        assertThat(precious).hasContent("precious");
    }

    @Test
    void shouldKeepItsSecretsForTheirOwnerOnly() throws IOException {
        try (DataFolder folder = DataFolder.open(temporary.resolve("data"))) {
            Secrets first = Secrets.of(folder);
            String token = first.tokenKey();
            String password = first.databasePassword("campaign");
            String apiKey = Files.readString(folder.apiKey());

            Secrets again = Secrets.of(folder);

            assertThat(again.tokenKey()).isEqualTo(token).hasSize(44);
            assertThat(again.databasePassword("campaign")).isEqualTo(password);
            assertThat(again.databasePassword("upload")).isNotEqualTo(password);
            assertThat(Files.readString(folder.apiKey())).isEqualTo(apiKey).hasSize(43);
            for (String name : new String[] {"secrets", "api-key", "operator-key", "admin-password"}) {
                assertThat(PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(folder.root().resolve(name))))
                        .as(name)
                        .isEqualTo("rw-------");
            }
        }
    }

    @Test
    void shouldGiveTwoRunsDifferentPortsAndARunItsOldOnes() {
        Path file = temporary.resolve("endpoints");
        int base;
        try (PortBlock first = PortBlock.take(OptionalInt.empty())) {
            base = first.base();
            new Endpoints(first).writeTo(file);
            assertThat(Endpoints.earlierBlock(file)).hasValue(base);
            try (PortBlock second = PortBlock.take(OptionalInt.of(base))) {
                assertThat(second.base()).isNotEqualTo(base);
            }
        }
        try (PortBlock again = PortBlock.take(Endpoints.earlierBlock(file))) {
            assertThat(again.base()).isEqualTo(base);
        }
    }

    @Test
    void shouldNameATakenPortAndItsOption() throws IOException {
        try (PortBlock taken = PortBlock.take(OptionalInt.empty())) {
            assertThatThrownBy(() -> Loopback.requireFree(taken.base(), "--mail-port"))
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("Port " + taken.base() + " is taken")
                    .hasMessageContaining("--mail-port");
            Loopback.requireFree(taken.port(1), "--port");
        }
    }
}

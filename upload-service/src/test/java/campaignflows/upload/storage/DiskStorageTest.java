package campaignflows.upload.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskStorageTest {
    private static final long MIB = 1024 * 1024;
    private static final long KEPT = 10 * MIB;
    private static final long MAX = 1024 * MIB;
    private static final UUID ID = UUID.fromString("0190d1a0-0000-7000-8000-0000000000cc");

    @TempDir
    Path folder;

    private final AtomicLong usable = new AtomicLong(100 * MIB);
    private DiskStorage storage;

    @BeforeEach
    void open() throws IOException {
        storage = new DiskStorage(folder, new FreeSpace(usable::get, KEPT));
    }

    private static InputStream bytes(long count) {
        return new ByteArrayInputStream(new byte[(int) count]);
    }

    @Test
    void shouldRefuseAFileThatDoesNotFitBeforeAByteOfItIsRead() throws Exception {
        storage.requireRoom(90 * MIB);
        storage.requireRoom(-1);
        assertThatThrownBy(() -> storage.requireRoom(90 * MIB + 1)).isInstanceOf(StorageFullException.class);

        InputStream content = bytes(1);
        assertThatThrownBy(() -> storage.store(ID, content, 90 * MIB + 1, MAX))
                .isInstanceOf(StorageFullException.class);
        assertThat(content.available()).isEqualTo(1);
        assertThat(storage.stored()).isEmpty();

        usable.set(KEPT - 1);
        assertThatThrownBy(() -> storage.requireRoom(-1)).isInstanceOf(StorageFullException.class);
    }

    @Test
    void shouldKeepRoomForWhatOthersHaveAnnounced() throws Exception {
        InputStream content = new InputStream() {
            private int left = 3;

            @Override
            public int read() throws IOException {
                assertThatThrownBy(() -> storage.requireRoom(31 * MIB)).isInstanceOf(StorageFullException.class);
                storage.requireRoom(30 * MIB);
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int next = read();
                buffer[offset] = (byte) next;
                return next < 0 ? -1 : 1;
            }
        };

        assertThat(storage.store(ID, content, 60 * MIB, MAX)).isEqualTo(3);

        storage.requireRoom(90 * MIB);
    }

    @Test
    void shouldLeaveNothingOfAFileWhenTheDiskFillsUpMeanwhile() throws Exception {
        InputStream content = new InputStream() {
            private long read;

            @Override
            public int read() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                read += length;
                usable.set(100 * MIB - 3 * read);
                return length;
            }
        };

        assertThatThrownBy(() -> storage.store(ID, content, -1, MAX)).isInstanceOf(StorageFullException.class);

        assertThat(storage.stored()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldWatchATransferThatGrowsPieceByPiece() throws Exception {
        try (PartialFile file = storage.append(ID, 0)) {
            byte[] piece = new byte[(int) FreeSpace.BYTES_BETWEEN_LOOKS];
            file.write(piece, 0, piece.length);
            usable.set(KEPT - 1);
            assertThatThrownBy(() -> file.write(piece, 0, piece.length)).isInstanceOf(StorageFullException.class);
        }
        assertThatThrownBy(() -> storage.append(ID, 5)).isInstanceOf(StorageFullException.class);
    }
}

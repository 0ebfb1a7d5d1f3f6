package campaignflows.communication.email;

import campaignflows.communication.CommunicationConfig;
import campaignflows.communication.channel.MailboxSettings;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Folder;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import jakarta.mail.URLName;
import jakarta.mail.search.ComparisonTerm;
import jakarta.mail.search.ReceivedDateTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jboss.logging.Logger;

/**
 * One connection to a mailbox, for one thread, which changes nothing in it: it reads mails by their UIDs, each bounded in size,
 * and leaves them unseen. Each step has a deadline.
 */
public final class MailboxConnection implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(MailboxConnection.class);
    static final String NOT_REACHED =
            "The mailbox cannot be reached: check its host, port and security, or try again later";
    static final String SIGN_IN_REFUSED =
            "The mailbox refused the sign-in: check the channel's username and password, or the mailbox's own";

    /** What is longer is cut: what a person wrote, and what a report says, stands before what is attached. */
    private static final int MAX_MAIL = 2 << 20;

    /** Room for lists of numbers too. */
    private static final long MAX_BYTES_PER_STEP = 16L << 20;

    private static final Duration A_DAY = Duration.ofDays(1);

    private final UUID channelId;
    private final MailboxSettings settings;
    private final MailSockets sockets;
    private final Duration connectLimit;
    private final Duration stepLimit;
    private final IMAPStore store;
    private IMAPFolder folder;

    /** The sign-in was refused, for which there may be another secret. */
    static final class SignInRefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private SignInRefusedException(Throwable cause) {
            super(SIGN_IN_REFUSED, cause);
        }

        MailboxException toException() {
            return new MailboxException(SIGN_IN_REFUSED, this);
        }
    }

    /** What is done in one step. */
    private interface Work<R> {
        R run() throws MessagingException, IOException;
    }

    @SuppressWarnings("NullAway.Init")
    MailboxConnection(
            UUID channelId,
            MailboxSettings settings,
            MailSockets sockets,
            Properties properties,
            CommunicationConfig.Email config) {
        this.channelId = channelId;
        this.settings = settings;
        this.sockets = sockets;
        this.connectLimit = config.connectTimeout().plus(config.answerTimeout());
        this.stepLimit = config.mailTimeout();
        properties.put("mail.imap.connectionpoolsize", "1");
        properties.put("mail.imap.fetchsize", Integer.toString(256 * 1024));
        properties.put("mail.imap.peek", "true");
        this.store = new IMAPStore(Session.getInstance(properties), new URLName("imap", null, -1, null, null, null));
    }

    void open(MailLogin.Secret secret) throws MailboxException, SignInRefusedException {
        try (MailSockets.Step step = sockets.begin(connectLimit, MAX_BYTES_PER_STEP)) {
            store.connect(settings.bareHost(), settings.port(), secret.username(), secret.secret());
            folder = (IMAPFolder) store.getFolder(settings.folder());
            folder.open(Folder.READ_ONLY);
        } catch (AuthenticationFailedException e) {
            throw new SignInRefusedException(e);
        } catch (FolderNotFoundException e) {
            throw new MailboxException(
                    "The mailbox has no folder %s: check the channel's mailbox.folder".formatted(settings.folder()), e);
        } catch (MessagingException e) {
            throw failed(e);
        }
    }

    /** UIDs mean something under one validity only. */
    public long validity() throws MailboxException {
        return step(() -> folder.getUIDValidity());
    }

    /** The UID of the first mail that came since then; that of the next one to come if there is none. */
    public long firstSince(Instant since) throws MailboxException {
        return step(() -> {
            // Servers search by the day, in their own zone.
            Message[] found = folder.search(new ReceivedDateTerm(ComparisonTerm.GE, Date.from(since.minus(A_DAY))));
            FetchProfile profile = new FetchProfile();
            profile.add(UIDFolder.FetchProfileItem.UID);
            profile.add(IMAPFolder.FetchProfileItem.INTERNALDATE);
            folder.fetch(found, profile);
            long first = folder.getUIDNext();
            for (Message one : found) {
                Date received = one.getReceivedDate();
                if (received == null || !received.toInstant().isBefore(since)) {
                    long uid = folder.getUID(one);
                    first = first < 0 ? uid : Math.min(first, uid);
                }
            }
            return Math.max(1, first);
        });
    }

    /** UIDs after the given one, in their order. */
    public List<Long> after(long uid, int limit) throws MailboxException {
        return step(() -> {
            // A server answers "n:*" with its last mail, even if that has a lower number.
            Message[] found = folder.getMessagesByUID(uid + 1, UIDFolder.LASTUID);
            long[] uids = new long[found.length];
            for (int i = 0; i < found.length; i++) {
                uids[i] = found[i] == null ? -1 : folder.getUID(found[i]);
            }
            return Arrays.stream(uids)
                    .filter(each -> each > uid)
                    .sorted()
                    .limit(limit)
                    .boxed()
                    .toList();
        });
    }

    /** The mail as it came, cut where it is too long; empty if somebody has removed it. */
    public Optional<byte[]> mail(long uid) throws MailboxException {
        return step(() -> {
            Message message = folder.getMessageByUID(uid);
            if (!(message instanceof IMAPMessage mail)) {
                return Optional.empty();
            }
            mail.setPeek(true);
            try (InputStream in = mail.getMimeStream()) {
                return Optional.of(in.readNBytes(MAX_MAIL));
            } catch (MessageRemovedException e) {
                return Optional.empty();
            } finally {
                mail.invalidateHeaders();
            }
        });
    }

    private <R> R step(Work<R> work) throws MailboxException {
        try (MailSockets.Step step = sockets.begin(stepLimit, MAX_BYTES_PER_STEP)) {
            return work.run();
        } catch (MessagingException | IOException e) {
            throw failed(e);
        }
    }

    private MailboxException failed(Exception e) {
        Optional<String> fault = CertificateFaults.of(e);
        // Without its message, which may quote what was read.
        LOG.warnf(
                "mailbox not read channel=%s cause=%s", channelId, e.getClass().getSimpleName());
        return new MailboxException(fault.orElse(NOT_REACHED), e);
    }

    @Override
    public void close() {
        try (MailSockets.Step step = sockets.begin(connectLimit, MAX_BYTES_PER_STEP)) {
            store.close();
        } catch (MessagingException e) {
            LOG.debugf("mailbox not closed in order channel=%s", channelId);
        } finally {
            sockets.abort();
        }
    }
}

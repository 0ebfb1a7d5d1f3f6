package campaignflows.communication.optout;

import campaignflows.platform.web.auth.Role;
import campaignflows.platform.web.client.RemoteProblem;
import campaignflows.platform.web.client.ServiceUnavailableException;
import campaignflows.platform.web.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * The page by which contacts say how they may be contacted. They have no account: the gateway lets everybody through in its own
 * name, and the signature in the link decides here. Programs that look at links in mails before people do only read.
 */
@Path(OptOutLinks.PATH + "{token}")
@RunOnVirtualThread
@RolesAllowed(Role.SERVICE_ROLE)
@Produces(MediaType.TEXT_HTML)
@Tag(name = "Contact limits")
public class PreferenceResource {
    private static final String HTML = "text/html;charset=utf-8";

    private final PreferenceService service;

    public PreferenceResource(PreferenceService service) {
        this.service = service;
    }

    @GET
    @Operation(
            operationId = "showPreferences",
            summary = "Show a contact's preferences",
            description =
                    "The page behind the link in a message, for the contact; signed, no bearer token. Changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "The page",
            content = @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "404",
            description = "The link is not valid",
            content = @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING)))
    public Response show(
            @PathParam("token") String token,
            @Parameter(hidden = true) @HeaderParam("Accept-Language") @Nullable String acceptLanguage) {
        return answer(() -> service.of(token), false, PreferenceTexts.of(acceptLanguage));
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(
            operationId = "changePreferences",
            summary = "Opt out with one click, or save the page's form",
            description =
                    "With List-Unsubscribe=One-Click (RFC 8058) the contact is opted out of the type of channel that the link"
                            + " came by. Signed, no bearer token.")
    @APIResponse(
            responseCode = "200",
            description = "Saved; the page",
            content = @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "404",
            description = "The link is not valid",
            content = @Content(mediaType = "text/html", schema = @Schema(type = SchemaType.STRING)))
    public Response change(
            @PathParam("token") String token,
            @HeaderParam("Content-Type") @Nullable String contentType,
            @Parameter(hidden = true) @HeaderParam("Accept-Language") @Nullable String acceptLanguage,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_FORM_URLENCODED,
                                            schema = @Schema(type = SchemaType.STRING)))
                    InputStream body) {
        Optional<PreferenceForm> form = PreferenceForm.read(contentType == null ? "" : contentType, bytes(body));
        if (form.isEmpty()) {
            throw ProblemException.malformed("Send List-Unsubscribe=One-Click, or the form of the page");
        }
        return answer(
                () -> switch (form.get()) {
                    case PreferenceForm.OneClick click -> service.oneClick(token);
                    case PreferenceForm.Choice choice -> service.choose(token, choice.shown(), choice.allowed());
                },
                true,
                PreferenceTexts.of(acceptLanguage));
    }

    private static byte[] bytes(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(PreferenceForm.MAX_BYTES + 1);
            if (bytes.length > PreferenceForm.MAX_BYTES) {
                throw ProblemException.tooLarge(
                        "The body may have at most %d bytes".formatted(PreferenceForm.MAX_BYTES));
            }
            return bytes;
        } catch (IOException e) {
            throw ProblemException.malformed("The body broke off");
        }
    }

    private static Response answer(
            Supplier<Optional<PreferenceService.Preferences>> step, boolean saved, PreferenceTexts texts) {
        PreferencePage page = new PreferencePage(texts);
        try {
            return step.get()
                    .map(preferences -> html(Response.Status.OK, page.of(preferences, saved), texts))
                    .orElseGet(() -> html(Response.Status.NOT_FOUND, page.leadsNowhere(), texts));
        } catch (ServiceUnavailableException | RemoteProblem e) {
            return html(Response.Status.SERVICE_UNAVAILABLE, page.notNow(), texts);
        }
    }

    private static Response html(Response.Status status, String text, PreferenceTexts texts) {
        return Response.status(status)
                .type(HTML)
                .header("Content-Language", texts.language())
                .header("Content-Security-Policy", PreferencePage.POLICY)
                .header("Cache-Control", "no-store")
                .entity(text)
                .build();
    }
}

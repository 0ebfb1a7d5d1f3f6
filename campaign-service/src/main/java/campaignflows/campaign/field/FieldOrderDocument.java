package campaignflows.campaign.field;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.Paths;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Shows {@code PUT …/fields/order} in the API's document as callers know it: JAX-RS requires its last part to be a variable.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class FieldOrderDocument implements OASFilter {
    static final String VARIABLE = "word";

    private static final String ENDING = "/fields/{" + VARIABLE + "}";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        Paths paths = OASFactory.createPaths();
        document.getPaths().getPathItems().forEach((path, item) -> {
            if (path.endsWith(ENDING)) {
                leaveOutVariable(item);
                paths.addPathItem(path.replace("{" + VARIABLE + "}", "order"), item);
            } else {
                paths.addPathItem(path, item);
            }
        });
        document.setPaths(paths);
    }

    private static void leaveOutVariable(PathItem item) {
        item.setParameters(without(item.getParameters()));
        item.getOperations().values().forEach(operation -> operation.setParameters(without(operation.getParameters())));
    }

    private static @Nullable List<Parameter> without(@Nullable List<Parameter> parameters) {
        return parameters == null
                ? null
                : parameters.stream()
                        .filter(parameter -> !VARIABLE.equals(parameter.getName()))
                        .toList();
    }
}

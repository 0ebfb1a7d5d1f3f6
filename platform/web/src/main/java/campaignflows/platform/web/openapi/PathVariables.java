package campaignflows.platform.web.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Describes the variables of a path also where a method does not declare them. */
final class PathVariables {
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}:]+)}");

    private PathVariables() {}

    static void complete(String path, PathItem item) {
        Matcher variable = VARIABLE.matcher(path);
        while (variable.find()) {
            String name = variable.group(1);
            for (Operation operation : item.getOperations().values()) {
                List<Parameter> known = new ArrayList<>();
                addAll(known, item.getParameters());
                addAll(known, operation.getParameters());
                if (known.stream().noneMatch(parameter -> isVariable(parameter, name))) {
                    operation.addParameter(OASFactory.createParameter()
                            .name(name)
                            .in(Parameter.In.PATH)
                            .required(true)
                            .schema(OASFactory.createSchema().addType(Schema.SchemaType.STRING)));
                }
            }
        }
    }

    private static boolean isVariable(Parameter parameter, String name) {
        return parameter.getIn() == Parameter.In.PATH && name.equals(parameter.getName());
    }

    private static void addAll(List<Parameter> known, @Nullable List<Parameter> more) {
        if (more != null) {
            known.addAll(more);
        }
    }
}

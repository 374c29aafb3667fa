#include "models/setup/recipes/RecipeText.h"

#include <QtGlobal>

#include <array>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

// A header function must not throw (otlp-exporter-base, HeadersFactory).
constexpr auto JavaScript
    = R"js(import { context, diag, DiagConsoleLogger, DiagLogLevel, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-proto";
import { resourceFromAttributes } from "@opentelemetry/resources";
import { BatchSpanProcessor, NodeTracerProvider } from "@opentelemetry/sdk-trace-node";

diag.setLogger(new DiagConsoleLogger(), DiagLogLevel.ERROR); // says what fails to be sent

[!server]let token = { value: "", renewAt: 0 };
[!server]
[!server]// A token lasts about an hour; it is renewed five minutes before its end.
[!server]async function authorization() {
[!server]  if (Date.now() < token.renewAt) return token.value;
[!server]  const { DATABRICKS_CLIENT_ID, DATABRICKS_CLIENT_SECRET } = process.env;
[!server]  try {
[!server]    const answer = await fetch("{tokenUrl}", {
[!server]      method: "POST",
[!server]      headers: { authorization: `Basic ${btoa(`${DATABRICKS_CLIENT_ID}:${DATABRICKS_CLIENT_SECRET}`)}` },
[!server]      body: new URLSearchParams({ grant_type: "client_credentials", scope: "all-apis" }),
[!server]    });
[!server]    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
[!server]    const { access_token, expires_in } = JSON.parse(await answer.text());
[!server]    token = { value: `Bearer ${access_token}`, renewAt: Date.now() + (expires_in - 300) * 1000 };
[!server]  } catch (error) {
[!server]    console.error("No token for the traces:", error);
[!server]  }
[!server]  return token.value;
[!server]}
[!server]
const exporter = new OTLPTraceExporter({
  url: "{tracesUrl}",
[!server]  headers: async () => ({
[!server]    authorization: await authorization(),
[!server]    "X-Databricks-UC-Table-Name": "{spansTable}",
[!server]  }),
[?server]  headers: { "x-mlflow-experiment-id": "{experimentId}" },
});
const provider = new NodeTracerProvider({
  resource: resourceFromAttributes({ "service.name": "my-app" }),
  spanProcessors: [new BatchSpanProcessor(exporter)],
});
provider.register();

const tracer = trace.getTracer("my-app");
const answer = tracer.startSpan("answer");
tracer.startSpan("look up", {}, trace.setSpan(context.active(), answer)).end();
answer.end();

await provider.shutdown(); // sends what is still waiting
)js"_L1;

// setHeaders takes what is asked before each export; DatabricksConfig.authenticate() gives the headers of now.
constexpr auto Java = R"java([!server]import com.databricks.sdk.core.DatabricksConfig;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;

public class Hello {
    public static void main(String[] args) {
[!server]        var workspace = new DatabricksConfig().setHost("{host}").resolve();
        var exporter = OtlpHttpSpanExporter.builder()
            .setEndpoint("{tracesUrl}")
[!server]            .setHeaders(workspace::authenticate) // the token of now: renewed when it ends
[!server]            .addHeader("X-Databricks-UC-Table-Name", "{spansTable}")
[?server]            .addHeader("x-mlflow-experiment-id", "{experimentId}")
            .build();
        var provider = SdkTracerProvider.builder()
            .setResource(Resource.getDefault().toBuilder().put("service.name", "my-app").build())
            .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
            .build();

        var tracer = provider.get("my-app");
        var answer = tracer.spanBuilder("answer").startSpan();
        tracer.spanBuilder("look up").setParent(Context.current().with(answer)).startSpan().end();
        answer.end();

        provider.close(); // sends what is still waiting
    }
}
)java"_L1;

// Some Maven 3 have a compiler plugin that does not know maven.compiler.release.
constexpr auto JavaInstall = R"xml(<!-- run it with: mvn compile exec:exec -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>my</groupId>
  <artifactId>my-app</artifactId>
  <version>1</version>
  <properties>
    <maven.compiler.release>17</maven.compiler.release>
    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
  </properties>
  <dependencies>
    <dependency>
      <groupId>io.opentelemetry</groupId>
      <artifactId>opentelemetry-sdk</artifactId>
      <version>1.58.0</version>
    </dependency>
    <dependency>
      <groupId>io.opentelemetry</groupId>
      <artifactId>opentelemetry-exporter-otlp</artifactId>
      <version>1.58.0</version>
    </dependency>
[!server]    <dependency>
[!server]      <groupId>com.databricks</groupId>
[!server]      <artifactId>databricks-sdk-java</artifactId>
[!server]      <version>0.141.0</version>
[!server]    </dependency>
  </dependencies>
  <build>
    <plugins>
      <plugin>
        <groupId>org.apache.maven.plugins</groupId>
        <artifactId>maven-compiler-plugin</artifactId>
        <version>3.13.0</version>
      </plugin>
      <plugin>
        <groupId>org.codehaus.mojo</groupId>
        <artifactId>exec-maven-plugin</artifactId>
        <version>3.5.0</version>
        <configuration>
          <executable>java</executable>
          <arguments>
            <argument>-classpath</argument>
            <classpath/>
            <argument>Hello</argument>
          </arguments>
        </configuration>
      </plugin>
    </plugins>
  </build>
</project>)xml"_L1;

// The exporter sends without await where it can (OtlpExportClient), so both ways of sending are signed.
constexpr auto DotNet = R"cs([!server]using System.Net.Http.Headers;
[!server]using System.Net.Http.Json;
[!server]using System.Text;
[!server]using System.Text.Json;
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

using var source = new ActivitySource("my-app");
using (Sdk.CreateTracerProviderBuilder()
    .AddSource("my-app")
    .ConfigureResource(resource => resource.AddService("my-app"))
    .AddOtlpExporter(options =>
    {
        options.Endpoint = new Uri("{tracesUrl}");
        options.Protocol = OtlpExportProtocol.HttpProtobuf;
[!server]        options.Headers = "X-Databricks-UC-Table-Name={spansTableHeader}";
[!server]        options.HttpClientFactory = () => new HttpClient(new Signed());
[?server]        options.Headers = "x-mlflow-experiment-id={experimentId}";
    })
    .Build()) // disposed of at the end: sends what is still waiting
{
    using var answer = source.StartActivity("answer");
    using var lookUp = source.StartActivity("look up");
}
[!server]
[!server]// Adds the service principal's token, which lasts about an hour and is renewed five minutes before its end.
[!server]sealed class Signed : DelegatingHandler
[!server]{
[!server]    private readonly HttpClient _signIn = new();
[!server]    private string _token = "";
[!server]    private DateTime _renewAt;
[!server]
[!server]    public Signed() : base(new HttpClientHandler()) { }
[!server]
[!server]    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancel)
[!server]    {
[!server]        Sign(request, cancel);
[!server]        return base.Send(request, cancel);
[!server]    }
[!server]
[!server]    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancel)
[!server]    {
[!server]        Sign(request, cancel);
[!server]        return base.SendAsync(request, cancel);
[!server]    }
[!server]
[!server]    private void Sign(HttpRequestMessage request, CancellationToken cancel)
[!server]    {
[!server]        lock (_signIn)
[!server]        {
[!server]            if (DateTime.UtcNow >= _renewAt) Renew(cancel);
[!server]            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
[!server]        }
[!server]    }
[!server]
[!server]    private void Renew(CancellationToken cancel)
[!server]    {
[!server]        var id = Environment.GetEnvironmentVariable("DATABRICKS_CLIENT_ID");
[!server]        var secret = Environment.GetEnvironmentVariable("DATABRICKS_CLIENT_SECRET");
[!server]        using var request = new HttpRequestMessage(HttpMethod.Post, "{tokenUrl}")
[!server]        {
[!server]            Content = new FormUrlEncodedContent(new Dictionary<string, string>
[!server]            {
[!server]                ["grant_type"] = "client_credentials",
[!server]                ["scope"] = "all-apis",
[!server]            }),
[!server]        };
[!server]        request.Headers.Authorization = new AuthenticationHeaderValue(
[!server]            "Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{id}:{secret}")));
[!server]        using var answer = _signIn.Send(request, cancel);
[!server]        answer.EnsureSuccessStatusCode();
[!server]        var grant = answer.Content.ReadFromJsonAsync<JsonElement>(cancel).GetAwaiter().GetResult();
[!server]        _token = grant.GetProperty("access_token").GetString() ?? "";
[!server]        _renewAt = DateTime.UtcNow.AddSeconds(grant.GetProperty("expires_in").GetInt32() - 300);
[!server]    }
[!server]}
)cs"_L1;

constexpr auto JavaScriptNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[+service-principal]\n"
    "[+try-lines]\n"
    "The same lines are TypeScript. Load them before the rest of the app: node --import ./hello.mjs app.mjs, then "
    "without the last lines, from the tracer on.\n"
    "[+root]");
constexpr auto JavaNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[+any-sign-in]\n"
    "[+try-lines]\n"
    "With Gradle the dependencies are the same.\n"
    "[+root]");
constexpr auto DotNetNotes = QT_TRANSLATE_NOOP("ClientRecipes",
    "[+service-principal]\n"
    "[+try-lines]\n"
    "What fails to be sent is written down only when a file OTEL_DIAGNOSTICS.json in the working directory asks for "
    "it.\n"
    "[+root]");

constexpr std::array Texts{
    RecipeText{{"javascript"_L1, "JavaScript, TypeScript"_L1,
                   "npm install @opentelemetry/api @opentelemetry/exporter-trace-otlp-proto @opentelemetry/resources "
                   "@opentelemetry/sdk-trace-node"_L1,
                   "hello.mjs"_L1, JavaScript},
        RecipeVariables::OpenTelemetry, RecipeSignIn::ServicePrincipal, true, JavaScriptNotes},
    RecipeText{{"java"_L1, "Java"_L1, JavaInstall, "src/main/java/Hello.java"_L1, Java, "pom.xml"_L1},
        RecipeVariables::OpenTelemetry, RecipeSignIn::AnyOfDatabricks, true, JavaNotes},
    RecipeText{{"dotnet"_L1, ".NET"_L1,
                   "dotnet new console --name my-app && cd my-app\n"
                   "dotnet add package OpenTelemetry\n"
                   "dotnet add package OpenTelemetry.Exporter.OpenTelemetryProtocol"_L1,
                   "Program.cs"_L1, DotNet},
        RecipeVariables::OpenTelemetry, RecipeSignIn::ServicePrincipal, true, DotNetNotes},
};

} // namespace

std::span<const RecipeText> managedRecipes() { return Texts; }

} // namespace spanglass

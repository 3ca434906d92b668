//! What can be noticed about a definition of a voice agent.
//!
//! An *error* breaks a call or the upload of the file, a *warning* is probably a mistake, a *note* is for a look when there
//! is time.

use crate::finding::Kind;
use crate::finding::Severity::{Error, Note, Warning};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $code:literal $severity:ident $de:literal $en:literal;)*) => {
        $($(#[$doc])* pub static $name: Kind = Kind::new($code, $severity, $de, $en);)*

        /// Every kind of this room.
        pub static ALL: &[&Kind] = &[$(&$name),*];
    };
}

kinds! {
    // Variables
    /// A marker whose variable nothing in the file defines.
    VARIABLE_NOT_SUPPLIED = "variable_not_supplied" Warning
        "Die Variable `{name}` wird verwendet, aber nirgends erfasst oder gesetzt; wenn jeder Anruf sie mitbringt, nennen Sie sie der Prüfung."
        "variable `{name}` is used, but nothing extracts or supplies it; name it to the check if every call brings it";
    /// The same, and a similar name is defined.
    VARIABLE_MISSPELLED = "variable_misspelled" Error
        "Die Variable `{name}` gibt es nicht; meinten Sie `{suggestion}`?"
        "there is no variable `{name}`; did you mean `{suggestion}`?";
    /// The same, and the name in other case is defined.
    VARIABLE_WRONG_CASE = "variable_wrong_case" Error
        "Die Variable `{name}` gibt es nicht, wohl aber `{suggestion}`; Groß- und Kleinschreibung zählt."
        "there is no variable `{name}`, but `{suggestion}`; names are case-sensitive";
    /// `{{current_time_…}}` with a zone that does not exist.
    UNKNOWN_ZONE = "unknown_zone" Error
        "Die Zeitzone `{zone}` in `{name}` gibt es nicht; richtig ist zum Beispiel `Europe/Berlin`."
        "there is no time zone `{zone}` as in `{name}`; `Europe/Berlin` is one";
    /// `{{name}` or `{{name`.
    MARKER_BROKEN = "marker_broken" Warning
        "`{text}` hat kein Ende `}}` und wird so vorgelesen."
        "`{text}` has no closing `}}` and is read aloud as it stands";
    /// `{name}` where `name` is a variable.
    MARKER_SINGLE = "marker_single_brace" Warning
        "`{text}` ist kein Platzhalter; gemeint sind wohl doppelte Klammern um `{name}`."
        "`{text}` is no marker; double braces around `{name}` were probably meant";
    /// `{{#if …}}` or `{{name|default}}`.
    TEMPLATE_LOGIC = "template_logic" Warning
        "`{text}` versteht die Plattform nicht; sie kennt nur den Namen einer Variablen."
        "the platform does not understand `{text}`; it knows nothing but names of variables";

    // Extraction
    /// An extraction without a name.
    EXTRACTION_WITHOUT_NAME = "extraction_without_name" Error
        "Hier wird etwas erfasst, das keinen Namen hat."
        "what is extracted here has no name";
    /// An extraction whose name is not lower snake_case.
    EXTRACTION_NAME = "extraction_name" Warning
        "`{name}` sollte klein und mit Unterstrichen geschrieben sein, zum Beispiel `{suggestion}`."
        "`{name}` should be in lower snake_case, such as `{suggestion}`";
    /// An extraction of a type that does not exist.
    EXTRACTION_TYPE = "extraction_type" Error
        "`{name}` hat den Typ `{type}`, den es nicht gibt; möglich sind string, number, boolean und enum."
        "`{name}` is of the unknown type `{type}`; there are string, number, boolean and enum";
    /// An enumeration with nothing to choose from.
    ENUM_WITHOUT_CHOICES = "enum_without_choices" Error
        "`{name}` ist eine Auswahl, nennt aber keine Möglichkeiten."
        "`{name}` is an enum without choices";

    // Functions
    /// Two functions of one name.
    DUPLICATE_FUNCTION = "duplicate_function" Error
        "Die Funktion `{name}` gibt es mehrmals."
        "function `{name}` is defined more than once";
    /// Two tools of one id.
    DUPLICATE_TOOL = "duplicate_tool_id" Error
        "Die Kennung `{id}` haben mehrere Werkzeuge."
        "several tools have the id `{id}`";
    /// A function without a name.
    FUNCTION_WITHOUT_NAME = "function_without_name" Error
        "Diese Funktion hat keinen Namen."
        "this function has no name";
    /// A name that no model accepts for a function.
    FUNCTION_NAME = "function_name" Error
        "`{name}` ist als Name einer Funktion nicht erlaubt: nur Buchstaben ohne Umlaute, Ziffern, `_` und `-`, höchstens 64 Zeichen."
        "`{name}` is not allowed as the name of a function: ASCII letters, digits, `_` and `-`, at most 64";
    /// A function that calls a service and does not say where.
    FUNCTION_WITHOUT_URL = "function_without_url" Error
        "Die Funktion `{name}` nennt keine Adresse, die sie aufruft."
        "function `{name}` has no url to call";
    /// A node whose tool is not in the file.
    UNKNOWN_TOOL = "unknown_tool" Error
        "Der Knoten `{node}` ruft das Werkzeug `{tool}` auf, das es hier nicht gibt."
        "node `{node}` calls tool `{tool}`, which is not there";
    /// A function node without a tool.
    TOOL_MISSING = "tool_missing" Error
        "Der Knoten `{node}` soll eine Funktion aufrufen, nennt aber keine."
        "node `{node}` is to call a function and names none";
    /// A component node whose component is not in the file.
    UNKNOWN_COMPONENT = "unknown_component" Error
        "Der Knoten `{node}` führt in den Baustein `{component}`, den es hier nicht gibt."
        "node `{node}` leads into component `{component}`, which is not there";
    /// A component node without a component.
    COMPONENT_MISSING = "component_missing" Error
        "Der Knoten `{node}` soll in einen Baustein führen, nennt aber keinen."
        "node `{node}` is to lead into a component and names none";
    /// An MCP node whose server is not in the file.
    UNKNOWN_MCP = "unknown_mcp" Error
        "Der Knoten `{node}` ruft den MCP-Server `{mcp}` auf, den es hier nicht gibt."
        "node `{node}` calls MCP server `{mcp}`, which is not there";
    /// An MCP node without a server.
    MCP_MISSING = "mcp_missing" Error
        "Der Knoten `{node}` soll einen MCP-Server aufrufen, nennt aber keinen."
        "node `{node}` is to call an MCP server and names none";
    /// A transfer that does not say whom to call.
    TRANSFER_WITHOUT_NUMBER = "transfer_without_number" Error
        "`{node}` soll den Anruf weiterleiten, nennt aber keine Rufnummer."
        "`{node}` is to transfer the call and names no number";
    /// A transfer to something that the platform cannot dial.
    TRANSFER_NUMBER = "transfer_number" Warning
        "`{node}` leitet an `{number}` weiter; die Plattform wählt nur Nummern mit + und Ländervorwahl."
        "`{node}` transfers to `{number}`; the platform dials numbers with + and calling code only";
    /// A required parameter that the mapping of the others leaves out.
    PARAMETER_NOT_FED = "parameter_not_fed" Warning
        "Der Pflichtparameter `{parameter}` von `{function}` bekommt keinen Wert, die anderen schon."
        "nothing feeds the required parameter `{parameter}` of `{function}`, while others are fed";
    /// A value for a parameter that the function does not have.
    PARAMETER_UNKNOWN = "parameter_unknown" Warning
        "Die Funktion `{function}` hat keinen Parameter `{parameter}`; der Wert geht ins Leere."
        "function `{function}` has no parameter `{parameter}`; its value goes nowhere";
    /// A required parameter that is not described.
    PARAMETER_UNDEFINED = "parameter_undefined" Error
        "`{parameter}` ist Pflicht für `{function}`, aber nicht beschrieben."
        "`{parameter}` is required for `{function}` and not among its properties";

    // Graph
    /// Two nodes of one id.
    DUPLICATE_NODE = "duplicate_node" Error
        "Die Kennung `{id}` haben mehrere Knoten."
        "several nodes have the id `{id}`";
    /// A node without an id.
    NODE_WITHOUT_ID = "node_without_id" Error
        "Dieser Knoten hat keine Kennung; keine Kante kann zu ihm führen."
        "this node has no id; no edge can lead to it";
    /// Nothing says where the call begins.
    START_MISSING = "start_missing" Warning
        "Es steht nirgends, mit welchem Knoten das Gespräch beginnt; was erreichbar ist, lässt sich so nicht prüfen."
        "nothing says at which node the call begins; what can be reached cannot be told";
    /// The call begins at a node that does not exist.
    START_NOWHERE = "start_to_nowhere" Error
        "Das Gespräch soll mit `{id}` beginnen, das es nicht gibt."
        "the call is to begin at `{id}`, which does not exist";
    /// A node to which no way leads.
    UNREACHABLE_NODE = "unreachable_node" Warning
        "Kein Weg führt vom Anfang zum Knoten `{node}`."
        "no way leads from the start to node `{node}`";
    /// An edge to a node that does not exist.
    EDGE_NOWHERE = "edge_to_nowhere" Error
        "Die Kante führt von `{node}` zu `{target}`, das es nicht gibt."
        "the edge leads from `{node}` to `{target}`, which does not exist";
    /// An edge that leads to no node at all.
    EDGE_DANGLING = "edge_dangling" Warning
        "Eine Kante von `{node}` führt zu keinem Knoten; trifft ihre Bedingung zu, geht das Gespräch nicht weiter."
        "an edge of `{node}` leads to no node; when its condition holds, the call does not go on";
    /// An example of a transition to a node that does not exist.
    EXAMPLE_NOWHERE = "example_to_nowhere" Warning
        "Ein Beispiel von `{node}` führt zu `{target}`, das es nicht gibt."
        "an example of `{node}` leads to `{target}`, which does not exist";
    /// A node that does something silently and has no way out.
    DEAD_END = "dead_end" Warning
        "Vom Knoten `{node}` ({type}) führt kein Weg weiter; das Gespräch bleibt hier stehen."
        "node `{node}` ({type}) has no way out; the call gets stuck there";

    // Conditions
    /// A condition over something that nothing defines.
    CONDITION_VARIABLE = "condition_unknown_variable" Warning
        "Die Bedingung fragt nach `{name}`, das nirgends erfasst oder gesetzt wird."
        "the condition is about `{name}`, which nothing extracts or supplies";
    /// The same, and a similar name is defined.
    CONDITION_MISSPELLED = "condition_unknown_variable" Error
        "Die Bedingung fragt nach `{name}`, das es nicht gibt; meinten Sie `{suggestion}`?"
        "the condition is about `{name}`, which does not exist; did you mean `{suggestion}`?";
    /// An operator that the platform does not know.
    UNKNOWN_OPERATOR = "unknown_operator" Error
        "Den Operator `{operator}` gibt es nicht; möglich sind {known}."
        "there is no operator `{operator}`; there are {known}";
    /// A condition that lacks a part.
    CONDITION_INCOMPLETE = "condition_incomplete" Warning
        "Der Bedingung fehlt etwas: {missing}."
        "the condition lacks {missing}";
    /// A condition that compares with a value that the variable never has.
    CONDITION_NEVER = "condition_never_true" Warning
        "`{name}` ist nie `{value}`; möglich sind {choices}."
        "`{name}` is never `{value}`; it is one of {choices}";

    // Texts
    /// A date or year that goes stale.
    FIXED_DATE = "fixed_date" Warning
        "Hier steht ein festes Datum oder Jahr: `{text}`. Es veraltet; eine Variable wie `{{current_time_Europe/Berlin}}` bleibt richtig."
        "a fixed date or year: `{text}`; it goes stale, a variable such as `{{current_time_Europe/Berlin}}` does not";
    /// A prompt beyond the limit.
    PROMPT_TOO_LONG = "prompt_too_long" Warning
        "Dieser Text hat {length} Zeichen, erlaubt sind {limit}."
        "this text has {length} characters, the limit is {limit}";
    /// A key or password in a text that a model reads.
    SECRET_IN_PROMPT = "secret_in_prompt" Error
        "Hier steht ein Schlüssel oder Kennwort; das Modell könnte es vorlesen."
        "a key or password; the model could read it aloud";
    /// A key or password in the address of a service.
    SECRET_IN_URL = "secret_in_url" Warning
        "In dieser Adresse steht ein Schlüssel oder Kennwort; Adressen landen in Protokollen."
        "a key or password in an address; addresses end up in logs";
    /// A key or password written out in a header, which is its place; whoever gets the file gets it too.
    SECRET_IN_HEADER = "secret_in_header" Note
        "Im Header `{name}` steht ein Schlüssel oder Kennwort im Klartext; wer diese Datei bekommt, hat ihn auch."
        "a key or password in plain text in header `{name}`; whoever gets this file has it too";

    // The file
    /// A name that stands twice in one object.
    DUPLICATE_KEY = "duplicate_key" Warning
        "`{key}` steht hier mehrmals; nur das letzte zählt."
        "`{key}` stands here more than once; only the last one counts";

    // Payloads
    /// A value that is a marker nobody rendered.
    VALUE_IS_MARKER = "value_is_marker" Warning
        "Der Wert von `{name}` ist selbst ein Platzhalter: `{value}`."
        "the value of `{name}` is itself a marker: `{value}`";
    /// A value such as `null` or `None`, written out.
    VALUE_UNSET = "value_looks_unset" Warning
        "Der Wert von `{name}` ist `{value}`; vermutlich fehlt er."
        "the value of `{name}` is `{value}`; it is probably missing";
    /// A call id that is not the call's.
    CALL_ID_INVENTED = "call_id_invented" Warning
        "Die `call_id` in den Argumenten ist nicht die des Anrufs; das Modell hat sie erfunden."
        "the `call_id` among the arguments is not that of the call; the model invented it";
    /// Arguments that are no JSON.
    ARGUMENTS_NO_JSON = "arguments_not_json" Warning
        "Die Argumente von `{name}` sind kein JSON."
        "the arguments of `{name}` are no JSON";
    /// The agent has read a marker aloud.
    MARKER_SPOKEN = "marker_spoken" Warning
        "Der Agent hat einen Platzhalter vorgelesen: `{text}`."
        "the agent read a marker aloud: `{text}`";
    /// Something of which this kind of file may have another number.
    TOO_MANY_FINDINGS = "too_many_findings" Note
        "Es gibt {count} weitere Befunde, die hier nicht stehen."
        "there are {count} more findings, which are not listed";
}

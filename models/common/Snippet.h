#pragma once

#include <QString>
#include <QStringList>

namespace spanglass {

/// How an app is made to send its traces somewhere. Secrets never appear: snippets refer to environment variables.
struct Snippet {
    QString id; ///< stable: "python"
    QString title; ///< "Python"
    QString install; ///< the command or dependency that is needed; may be empty
    QString environment; ///< for an app that is already instrumented: no code changes; may be empty
    QString code; ///< a whole small program that sends one trace, or a whole configuration file
    QString codeFile; ///< the name it is usually saved under
    QString installFile; ///< the file that `install` is written to; empty when it is lines for a shell
    QStringList notes = {}; ///< what to know besides, each a sentence
    QString signIn = {}; ///< lines that give `code` its credentials, as references; empty where there is nothing to do
};

} // namespace spanglass

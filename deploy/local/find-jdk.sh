# Sourced by deploy/up and deploy/test: finds a JDK 21 or newer and exports JAVA_HOME and PATH for it.
# JAVA_HOME wins when it is new enough; else the newest of the usual places.

oldest_jdk=21

# Prints the feature version (17, 21, 25, ...) of the JDK in folder $1; fails when there is no JDK in it.
jdk_version() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] || return 1
  local version=''
  if [ -r "$1/release" ]; then
    version=$(sed -n 's/^JAVA_VERSION="\{0,1\}\([^"]*\)"\{0,1\}.*$/\1/p' "$1/release" | head -n 1)
  fi
  if [ -z "$version" ]; then
    version=$("$1/bin/java" -version 2>&1 | sed -n 's/.*version "\([^"]*\)".*/\1/p' | head -n 1)
  fi
  version=${version#1.}
  version=${version%%[!0-9]*}
  [ -n "$version" ] && echo "$version"
}

# Prints the folders in which JDKs are usually found, one a line.
jdk_places() {
  local folder java
  for folder in /usr/lib/jvm/* /usr/local/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.jdks/* \
    "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -d "$folder" ] && echo "$folder"
  done
  if [ -x /usr/libexec/java_home ]; then
    /usr/libexec/java_home 2>/dev/null || true
  fi
  if java=$(command -v java) && [ -n "$java" ]; then
    # Follows the links of java to the folder above bin.
    while [ -L "$java" ]; do
      local target
      target=$(readlink "$java")
      case $target in /*) java=$target ;; *) java=$(dirname "$java")/$target ;; esac
    done
    (cd "$(dirname "$java")/.." 2>/dev/null && pwd -P) || true
  fi
}

find_jdk() {
  local version folder best='' best_version=0
  if [ -n "${JAVA_HOME:-}" ] && version=$(jdk_version "$JAVA_HOME") && [ "$version" -ge "$oldest_jdk" ]; then
    best=$JAVA_HOME
  else
    while IFS= read -r folder; do
      if version=$(jdk_version "$folder") && [ "$version" -ge "$oldest_jdk" ] && [ "$version" -gt "$best_version" ] \
        && "$folder/bin/java" -version >/dev/null 2>&1; then
        best=$folder
        best_version=$version
      fi
    done <<END
$(jdk_places)
END
  fi
  if [ -z "$best" ]; then
    {
      echo "deploy/${0##*/}: Campaign Flows needs a JDK $oldest_jdk or newer, and none was found."
      [ -n "${JAVA_HOME:-}" ] && echo "JAVA_HOME is $JAVA_HOME: no JDK, or an older one."
      echo "Install one, for example Eclipse Temurin 25 from https://adoptium.net (Debian and Ubuntu: apt-get install"
      echo "openjdk-21-jdk-headless or newer; macOS: brew install --cask temurin), or set JAVA_HOME to the one you have."
    } >&2
    return 1
  fi
  export JAVA_HOME=$best
  export PATH="$best/bin:$PATH"
}

require_maven() {
  if ! command -v mvn >/dev/null 2>&1; then
    {
      echo "deploy/${0##*/}: building needs Apache Maven 3.8.7 or newer, and there is no mvn on the PATH."
      echo "Install it, for example with apt-get install maven or brew install maven."
    } >&2
    return 1
  fi
}

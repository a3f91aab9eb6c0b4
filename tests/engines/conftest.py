"""Spark for a handful of rows: one thread, and no time spent on compiling what runs once."""

import os

JAVA = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xverify:none"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}

# read by PySpark when it starts its Java machine
os.environ.setdefault(
    "PYSPARK_SUBMIT_ARGS",
    " ".join(
        [
            f"--master local[1] --driver-java-options '{JAVA}'",
            *(f"--conf {name}={value}" for name, value in SETTINGS.items()),
            "pyspark-shell",
        ]
    ),
)

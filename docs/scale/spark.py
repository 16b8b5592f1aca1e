"""A site of records, whose parts Spark makes.

    spark.py RECORDS PARTS SITE [PARTITIONS]

RECORDS is what Spark can read (s3a://…, hdfs://…, a folder of .jsonl), PARTS a folder that all machines share. The command
`dossier`, or what the variable DOSSIER names, and part.sh must be on every machine.
"""

import os
import subprocess
import sys
from pathlib import Path

from pyspark.sql import SparkSession

records, parts, site = sys.argv[1:4]
partitions = int(sys.argv[4]) if len(sys.argv) > 4 else 8
dossier = os.environ.get("DOSSIER", "dossier")
os.makedirs(parts, exist_ok=True)

spark = SparkSession.builder.appName("dossier").getOrCreate()
lines = spark.sparkContext.textFile(records).repartition(partitions)
script = Path(__file__).with_name("part.sh").resolve()
# checkCode: a part that fails is tried again by Spark, and then fails the whole.
made = lines.pipe(f"sh {script} {parts}", env={**os.environ, "DOSSIER": dossier}, checkCode=True).collect()
spark.stop()

subprocess.run([dossier, "merge", *sorted(set(made)), "--out", site, *sys.argv[5:]], check=True)

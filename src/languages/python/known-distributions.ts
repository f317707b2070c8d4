/**
 * Well-known packages whose distribution has another name: `package=distribution`, as the package index writes the
 * latter; `package=` where none can be named. A dotted package says it for what lies below it, and the longest one
 * counts. One string, since it is read at every start (see `knownNames`).
 */
export const KNOWN_DISTRIBUTIONS =
  "yaml=PyYAML _yaml=PyYAML PIL=pillow cv2=opencv-python sklearn=scikit-learn skimage=scikit-image " +
  "bs4=beautifulsoup4 dateutil=python-dateutil attr=attrs jwt=PyJWT git=GitPython docx=python-docx " +
  "pptx=python-pptx serial=pyserial usb=pyusb Crypto=pycryptodome Cryptodome=pycryptodomex OpenSSL=pyOpenSSL " +
  "nacl=PyNaCl _cffi_backend=cffi zmq=pyzmq pkg_resources=setuptools _distutils_hack=setuptools _pytest=pytest " +
  "xdist=pytest-xdist dotenv=python-dotenv jose=python-jose magic=python-magic slugify=python-slugify " +
  "engineio=python-engineio socketio=python-socketio telegram=python-telegram-bot gitlab=python-gitlab " +
  "github=PyGithub ldap=python-ldap editor=python-editor socks=PySocks sockshandler=PySocks fitz=PyMuPDF " +
  "MySQLdb=mysqlclient mpl_toolkits=matplotlib pylab=matplotlib _argon2_cffi_bindings=argon2-cffi-bindings " +
  "argon2=argon2-cffi ipykernel_launcher=ipykernel _black_version=black blib2to3=black blackd=black " +
  "_brotli=Brotli _ruamel_yaml=ruamel.yaml.clib ruamel.yaml=ruamel.yaml _snappy=python-snappy _xxhash=xxhash " +
  "_rapidfuzz=rapidfuzz rapidfuzz_cpp=rapidfuzz proto=proto-plus apitools=google-apitools " +
  "googleapiclient=google-api-python-client grpc=grpcio grpc_status=grpcio-status " +
  "grpc_health=grpcio-health-checking samtranslator=aws-sam-translator cfnlint=cfn-lint samcli=aws-sam-cli " +
  "aws_cdk=aws-cdk-lib rpds=rpds-py yaml_include=pyyaml-include markdown_it=markdown-it-py " +
  "linkify_it=linkify-it-py uc_micro=uc-micro-py websocket=websocket-client memcache=python-memcached " +
  "pywintypes=pywin32 pythoncom=pywin32 win32api=pywin32 win32con=pywin32 win32com=pywin32 win32file=pywin32 " +
  "win32gui=pywin32 win32event=pywin32 win32process=pywin32 win32security=pywin32 win32service=pywin32 " +
  "win32pipe=pywin32 win32pdh=pywin32 win32job=pywin32 pywin32_bootstrap=pywin32 wx=wxPython gi=PyGObject " +
  "cairo=pycairo Xlib=python-xlib faiss=faiss-cpu hydra=hydra-core absl=absl-py umap=umap-learn " +
  "stdnum=python-stdnum barcode=python-barcode dns=dnspython nmap=python-nmap ansible=ansible-core " +
  "rest_framework=djangorestframework corsheaders=django-cors-headers django_filters=django-filter " +
  "debug_toolbar=django-debug-toolbar allauth=django-allauth environ=django-environ constance=django-constance " +
  "taggit=django-taggit crispy_forms=django-crispy-forms storages=django-storages OpenGL=PyOpenGL " +
  "pyximport=Cython past=future libfuturize=future tlz=toolz hcl2=python-hcl2 consul=python-consul " +
  "keystoneclient=python-keystoneclient novaclient=python-novaclient openstack=openstacksdk " +
  "daemon=python-daemon crontab=python-crontab pythonjsonlogger=python-json-logger ulid=python-ulid " +
  "_pydevd_bundle=debugpy pydevd=debugpy _pydev_bundle=debugpy " +
  // Several projects install these, or none that could be named.
  "py= org= pkg= tests= test= src= setup= manage= app= main= utils= config= settings= cli= server= models= " +
  "core= common= lib= scripts= examples= docs= sitecustomize= usercustomize= _virtualenv= apport_python_hook= " +
  // Python 2's names, which programs still ask for.
  "StringIO= cStringIO= cPickle= urllib2= urlparse= httplib= ConfigParser= Queue= HTMLParser= Cookie= cookielib= " +
  "SocketServer= BaseHTTPServer= xmlrpclib= thread= dummy_thread= commands= Tkinter= " +
  // Namespaces: one distribution for each part.
  "google= google.protobuf=protobuf google._upb=protobuf google.auth=google-auth google.oauth2=google-auth " +
  "google.api_core=google-api-core google.api=googleapis-common-protos google.rpc=googleapis-common-protos " +
  "google.type=googleapis-common-protos google.logging=googleapis-common-protos " +
  "google.longrunning=googleapis-common-protos google.resumable_media=google-resumable-media " +
  "google._async_resumable_media=google-resumable-media google.genai=google-genai " +
  "google.generativeai=google-generativeai google.ads=google-ads google.iam=grpc-google-iam-v1 google.cloud= " +
  "google.cloud.storage=google-cloud-storage google.cloud.bigquery=google-cloud-bigquery " +
  "google.cloud.pubsub=google-cloud-pubsub google.cloud.pubsub_v1=google-cloud-pubsub " +
  "google.cloud._helpers=google-cloud-core google.cloud.client=google-cloud-core " +
  "google.cloud.exceptions=google-cloud-core google.cloud._http=google-cloud-core " +
  "google.cloud.environment_vars=google-cloud-core google.cloud.logging=google-cloud-logging " +
  "google.cloud.logging_v2=google-cloud-logging google.cloud.secretmanager=google-cloud-secret-manager " +
  "google.cloud.firestore=google-cloud-firestore google.cloud.firestore_v1=google-cloud-firestore " +
  "google.cloud.aiplatform=google-cloud-aiplatform google.cloud.kms=google-cloud-kms " +
  "google.cloud.ndb=google-cloud-ndb azure= azure.core=azure-core azure.identity=azure-identity " +
  "azure.common=azure-common azure.cosmos=azure-cosmos azure.batch=azure-batch " +
  "azure.servicebus=azure-servicebus azure.eventhub=azure-eventhub azure.functions=azure-functions azure.cli= " +
  "azure.cli.core=azure-cli-core azure.cli.telemetry=azure-cli-telemetry azure.cli.command_modules=azure-cli " +
  "azure.mgmt= azure.mgmt.core=azure-mgmt-core azure.storage= azure.keyvault= azure.monitor= azure.ai= " +
  "azure.data= opentelemetry= opentelemetry.sdk=opentelemetry-sdk " +
  "opentelemetry.semconv=opentelemetry-semantic-conventions opentelemetry.proto=opentelemetry-proto " +
  "opentelemetry.api=opentelemetry-api opentelemetry.trace=opentelemetry-api " +
  "opentelemetry.context=opentelemetry-api opentelemetry.metrics=opentelemetry-api " +
  "opentelemetry.baggage=opentelemetry-api opentelemetry.propagate=opentelemetry-api opentelemetry.util= " +
  "opentelemetry.exporter= opentelemetry.propagators= " +
  "opentelemetry.instrumentation=opentelemetry-instrumentation opentelemetry.distro=opentelemetry-distro " +
  "ruamel= backports= zope= jaraco= sphinxcontrib= collective= plone= repoze= paste= dogpile= " +
  "dogpile.cache=dogpile.cache snowflake= snowflake.connector=snowflake-connector-python " +
  "snowflake.snowpark=snowflake-snowpark-python databricks= databricks.sdk=databricks-sdk " +
  "databricks.sql=databricks-sql-connector nvidia= llama_index= llama_index.core=llama-index-core " +
  "airflow=apache-airflow airflow.providers= aliyunsdkcore=aliyun-python-sdk-core tencentcloud= oslo= " +
  "odoo.addons= cloudsdk= googlecloudsdk= surface=";
